//! A view with its caller's rights whose callers may not read what it reads.

use stagecraft_model::Severity;

use crate::facts::RelationKind;
use crate::rules::who::{list, who};
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "V05",
    name: "unusable-invoker-view",
    severity: Severity::Warning,
    splinter: None,
    summary: "A view with `security_invoker` is granted to roles, none of which may read what it \
              reads.",
    why: "The view asks its caller's grants on the tables below it: every query fails with \
          `permission denied`.",
    help: "grant SELECT on the tables (their policies still hold), or revoke the view",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, body text);
          alter table public.notes enable row level security;
          revoke all on public.notes from anon, authenticated;
          create view public.recent_notes with (security_invoker = true) as
            select id, body from public.notes",
    good: "create table public.notes (id uuid primary key, owner uuid not null, body text);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create view public.recent_notes with (security_invoker = true) as
             select id, body from public.notes",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind == RelationKind::View && it.security_invoker)
        .filter_map(|view| {
            let roles = scope.read_by(view);
            if roles.is_empty() {
                return None;
            }
            let closed: Vec<_> = view
                .reads
                .iter()
                .filter(|name| {
                    scope.facts.relation(name).is_some_and(|it| {
                        !roles.iter().any(|role| it.grants_any(&role.name, "SELECT"))
                    })
                })
                .collect();
            if closed.is_empty() {
                return None;
            }
            Some(Hit::new(
                &view.name,
                format!(
                    "{} may read {}, but not {}, which it reads with their rights",
                    who(&roles),
                    view.name,
                    list(closed)
                ),
            ))
        })
        .collect()
}
