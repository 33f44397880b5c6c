//! A view with its caller's rights that reads one with its owner's.

use stagecraft_model::Severity;

use super::path::{filters_by_caller, shown};
use super::private_view::is_private;
use crate::facts::RelationKind;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "V03",
    name: "invoker-view-over-definer-view",
    severity: Severity::Error,
    splinter: None,
    summary: "A view with `security_invoker` reads another view or materialized view that gets \
              its rows past the policies.",
    why: "`security_invoker` counts for what the view itself reads. The inner view still reads \
          with its owner's rights, and the outer one shows all of it.",
    help: "set `security_invoker` on the inner view as well; a materialized view has no policies, \
           so revoke the API's grants on it",
    bad: "create schema private;
          create table public.notes (id uuid primary key, owner uuid not null, body text);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create view private.all_notes as select id, body from public.notes;
          grant select on private.all_notes to authenticated;
          create view public.recent_notes with (security_invoker = true) as
            select id, body from private.all_notes",
    good: "create schema private;
           create table public.notes (id uuid primary key, owner uuid not null, body text);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create view private.all_notes with (security_invoker = true) as
             select id, body from public.notes;
           grant select on private.all_notes to authenticated;
           create view public.recent_notes with (security_invoker = true) as
             select id, body from private.all_notes",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let askers = scope.askers();
    scope
        .exposed()
        .filter(|it| it.kind == RelationKind::View && it.security_invoker)
        .filter_map(|view| {
            let roles = scope.read_by(view);
            let leak = shown(scope, view, &roles).into_iter().find(|it| {
                it.table.rls && it.by.name != view.name && !is_private(it.table)
            })?;
            let hit = Hit::new(
                &view.name,
                format!(
                    "{} shows what {} reads of {} with the rights of {}, past the policies; {} can use it",
                    view.name,
                    leak.by.name,
                    leak.table.name,
                    leak.by.owner,
                    who(&roles)
                ),
            );
            let filters = filters_by_caller(view, askers) || filters_by_caller(leak.by, askers);
            Some(if filters {
                hit.severity(Severity::Warning)
            } else {
                hit
            })
        })
        .collect()
}
