//! S08: a policy that lets no row through.

use stagecraft_model::Severity;

use crate::rules::clause::bare;
use crate::rules::effect::in_force;
use crate::rules::session::routine_reads_session;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "S08",
    name: "unreachable-policy",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy's condition holds for no row.",
    why: "A permissive policy that never holds does nothing, and a restrictive one locks everybody out. A comparison of two constants is mostly a typing error.",
    help: "mend the condition, or drop the policy: without any policy a table under row security is closed",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()) and 'owner' = 'author');",
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
        // The planner has called such a function already: what it made of the
        // condition holds for one session.
        let frozen = it.policy.calls.iter().any(|call| {
            scope.facts.routine(call).is_some_and(|routine| {
                routine.volatility == 'i' && routine_reads_session(scope.facts, routine)
            })
        });
        if frozen {
            continue;
        }
        for (clause, text) in it.clauses() {
            if scope.shapes.of(&it.policy.relation, name, clause) != Shape::Contradiction {
                continue;
            }
            let hit = Hit::new(
                &it.object(),
                format!(
                    "policy `{name}` on {} lets no row through: its {} never holds",
                    it.relation.name,
                    clause.sql()
                ),
            );
            // Written out, it is meant as a lock.
            let meant = bare(text).eq_ignore_ascii_case("false");
            hits.push(if meant {
                hit.severity(Severity::Note)
            } else {
                hit
            });
        }
    }
    hits
}
