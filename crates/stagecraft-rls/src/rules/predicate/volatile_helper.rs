//! P18: a function that is called for every row because it may change.

use stagecraft_model::Severity;

use crate::rules::clause::{calls, tokens};
use crate::rules::effect::in_force;
use crate::rules::session::routines_of;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P18",
    name: "volatile-helper",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy calls a VOLATILE function for every row.",
    why: "Functions are VOLATILE unless they say otherwise. Postgres calls such a one for every row and uses no index for what is compared with it.",
    help: "declare the function STABLE, and call it in a sub-select: `(select f())`",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create function public.me() returns uuid language sql set search_path = '' as 'select auth.uid()';
        create policy own on public.notes for select to authenticated using (owner = public.me());",
    good: super::frozen_session_helper::RULE.good,
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in in_force(scope) {
        for (clause, text) in it.clauses() {
            let tokens = tokens(text);
            let called: Vec<_> = calls(&tokens)
                .into_iter()
                .filter(|it| it.schema.is_some() && !(it.wrapped && it.empty))
                .collect();
            let volatile = called
                .iter()
                .flat_map(|call| routines_of(scope.facts, call))
                .find(|routine| {
                    routine.volatility == 'v' && it.policy.calls.contains(&routine.identity)
                });
            if let Some(routine) = volatile {
                hits.push(Hit::new(
                    &it.object(),
                    format!(
                        "policy `{}` on {} calls {} for every row in its {}: it is VOLATILE",
                        it.policy.name.as_str(),
                        it.relation.name,
                        routine.identity,
                        clause.sql()
                    ),
                ));
            }
        }
    }
    hits
}
