//! A materialized view that the API reads.

use stagecraft_model::Severity;

use crate::facts::RelationKind;
use crate::rules::view::path::shown;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S12",
    name: "materialized-view-reachable",
    severity: Severity::Error,
    splinter: Some("0016_materialized_view_in_api"),
    summary: "The API reads a materialized view, which can't have policies.",
    why: "It holds what its owner saw at the last refresh, past the policies of the tables below, \
          and shows all of it to whoever may select.",
    help: "move it to a schema that the API does not serve, or revoke the grants; serve its rows \
           by a function that checks the caller",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create materialized view public.counts as
            select owner, count(*) from public.notes group by owner",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create materialized view public.counts as
             select owner, count(*) from public.notes group by owner;
           revoke all on public.counts from anon, authenticated",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind == RelationKind::MaterializedView)
        .filter_map(|view| {
            let roles = scope.read_by(view);
            if roles.is_empty() {
                return None;
            }
            let hidden = shown(scope, view, &roles)
                .into_iter()
                .find(|it| it.table.rls);
            Some(match hidden {
                Some(it) => Hit::new(
                    &view.name,
                    format!(
                        "{} holds rows of {} without its policies, and {} can read it",
                        view.name,
                        it.table.name,
                        who(&roles)
                    ),
                ),
                None => Hit::new(
                    &view.name,
                    format!(
                        "{} is a materialized view without policies, and {} can read it",
                        view.name,
                        who(&roles)
                    ),
                )
                .severity(Severity::Warning),
            })
        })
        .collect()
}
