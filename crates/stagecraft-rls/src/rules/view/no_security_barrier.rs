//! A view that filters by its caller, and lets callers look past the filter.

use stagecraft_model::Severity;

use super::path::{filters_by_caller, shown};
use crate::facts::RelationKind;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "V06",
    name: "view-without-security-barrier",
    severity: Severity::Warning,
    splinter: None,
    summary: "A view with its owner's rights chooses rows by its caller, without \
              `security_barrier`.",
    why: "Without the barrier the planner may run a caller's condition before the view's own, and \
          an operator that fails tells what it has seen of rows that the view leaves out.",
    help: "`alter view … set (security_invoker = true)` and leave the choice to policies; or set \
           `security_barrier = true`",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, body text);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create view public.my_notes as
            select id, body from public.notes where owner = auth.uid()",
    good: "create table public.notes (id uuid primary key, owner uuid not null, body text);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create view public.my_notes with (security_invoker = true) as
             select id, body from public.notes where owner = auth.uid()",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let askers = scope.askers();
    scope
        .exposed()
        .filter(|it| it.kind == RelationKind::View && !it.security_invoker && !it.security_barrier)
        .filter(|it| filters_by_caller(it, askers))
        .filter(|it| !shown(scope, it, &scope.read_by(it)).is_empty())
        .map(|it| {
            Hit::new(
                &it.name,
                format!(
                    "{} chooses rows by its caller, but has no security_barrier",
                    it.name
                ),
            )
        })
        .collect()
}
