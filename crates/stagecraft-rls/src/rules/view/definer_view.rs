//! A view that shows rows which policies hide.

use stagecraft_model::Severity;

use super::path::{filters_by_caller, is_open_to, shown};
use super::private_view::is_private;
use crate::facts::{Relation, RelationKind, Role};
use crate::rules::who::{list, who};
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "V01",
    name: "definer-view-over-rls",
    severity: Severity::Error,
    splinter: Some("0010_security_definer_view"),
    summary: "A view reads a table with its owner's rights, and the table's policies do not hold \
              for the owner.",
    why: "Whoever may select from the view gets every row of the table; a simple view lets them \
          write past the policies, too.",
    help: "`alter view … set (security_invoker = true)`; repeat the option in every \
           `create or replace view`, which drops it otherwise",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, body text);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create view public.recent_notes as select id, body from public.notes",
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
    let askers = scope.askers();
    scope
        .exposed()
        .filter(|it| it.kind == RelationKind::View && !it.security_invoker)
        .filter_map(|view| {
            let roles = scope.reached_by(view);
            let tables: Vec<_> = shown(scope, view, &roles)
                .iter()
                .map(|it| it.table)
                .filter(|it| it.rls && !is_private(it))
                .collect();
            if tables.is_empty() {
                return None;
            }
            let writes = is_written(view, &roles);
            let hit = Hit::new(
                &view.name,
                format!(
                    "{} {} {} with the rights of {}, past the policies; {} can use it",
                    view.name,
                    if writes { "reads and writes" } else { "reads" },
                    list(tables.iter().map(|it| &it.name)),
                    view.owner,
                    who(&roles)
                ),
            );
            if !writes && tables.iter().all(|it| is_open_to(scope, it, &roles)) {
                return Some(hit.severity(Severity::Note));
            }
            Some(
                match (filters_by_caller(view, askers), view.security_barrier) {
                    (false, _) => hit,
                    (true, false) => hit.severity(Severity::Warning),
                    (true, true) => hit.severity(Severity::Note),
                },
            )
        })
        .collect()
}

fn is_written(view: &Relation, roles: &[&Role]) -> bool {
    [("UPDATE", 4), ("INSERT", 8), ("DELETE", 16)]
        .iter()
        .any(|(privilege, bit)| {
            view.updatable & bit != 0 && roles.iter().any(|it| view.grants_any(&it.name, privilege))
        })
}
