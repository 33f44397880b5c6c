//! Q01: a session's function that is called for every row.

use stagecraft_model::Severity;

use crate::rules::effect::in_force;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "Q01",
    name: "unwrapped-session-call",
    severity: Severity::Warning,
    splinter: Some("0003_auth_rls_initplan"),
    summary: "A policy calls `auth.uid()`, `current_setting()` or the like for every row.",
    why: "The answer is the same for all rows of a statement. In a sub-select it is asked once.",
    help: "write `(select auth.uid())`",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated using (owner = auth.uid());",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in in_force(scope) {
        let name = it.policy.name.as_str();
        let clauses: Vec<_> = it
            .clauses()
            .map(|(clause, _)| clause)
            .filter(|clause| {
                scope.shapes.of(&it.policy.relation, name, *clause) == Shape::RowUnwrapped
            })
            .map(crate::facts::Clause::sql)
            .collect();
        if !clauses.is_empty() {
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{name}` on {} asks who calls for every row in its {}",
                    it.relation.name,
                    clauses.join(" and ")
                ),
            ));
        }
    }
    hits
}
