//! Q04: a policy that is tried for callers who can't pass it.

use stagecraft_model::Severity;

use crate::rules::effect::permissive;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "Q04",
    name: "policy-tried-for-anon",
    severity: Severity::Note,
    splinter: None,
    summary: "A permissive policy without TO compares rows with the caller.",
    why: "It is for `anon` too, who has no id: rows are read and compared for nothing. With TO no row is read for `anon`.",
    help: "add `to authenticated`",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select using (owner = (select auth.uid()));",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope) {
        let name = it.policy.name.as_str();
        let everyone = it.policy.roles.iter().any(|role| role == "public");
        let anon = it.roles.iter().any(|role| role.name == "anon");
        let compares = it.clauses().all(|(clause, _)| {
            scope
                .shapes
                .alternatives(&it.policy.relation, name, clause)
                .iter()
                .all(|part| {
                    part.planned.shape != Shape::Tautology
                        && crate::rules::session::reads_session(scope.facts, &part.expression)
                })
        });
        if everyone && anon && compares {
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{name}` on {} is tried for callers who are not signed in: it has no TO",
                    it.relation.name
                ),
            ));
        }
    }
    hits
}
