//! A restrictive policy that takes nothing away.

use stagecraft_model::Severity;

use crate::facts::{Clause, Policy, PolicyCommand};
use crate::rules::effect::object;
use crate::rules::written::written;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "S06",
    name: "restrictive-without-effect",
    severity: Severity::Warning,
    splinter: None,
    summary: "A restrictive policy has no condition, or one that is always true.",
    why: "It reads like a floor under all other policies, but it holds nobody back.",
    help: "write the condition that it was meant to enforce, or drop the policy",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create policy floor on public.notes as restrictive for select to authenticated
            using (true)",
    good: "create table public.notes (id uuid primary key, owner uuid not null, locked boolean not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create policy floor on public.notes as restrictive for select to authenticated
             using (not locked)",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    written(scope)
        .filter(|(policy, relation)| relation.rls && !policy.permissive && !narrows(scope, policy))
        .map(|(policy, relation)| {
            Hit::new(
                &object(policy),
                format!(
                    "policy {} of {} is restrictive, but its condition is always true",
                    policy.name, relation.name
                ),
            )
        })
        .collect()
}

fn narrows(scope: &Scope<'_>, policy: &Policy) -> bool {
    let by = |clause| {
        policy.clause(clause).is_some_and(|it| {
            it != "true"
                && scope
                    .shapes
                    .of(&policy.relation, policy.name.as_str(), clause)
                    != Shape::Tautology
        })
    };
    match policy.command {
        PolicyCommand::Select | PolicyCommand::Delete => by(Clause::Using),
        PolicyCommand::Insert => by(Clause::Check),
        PolicyCommand::Update | PolicyCommand::All => by(Clause::Using) || by(Clause::Check),
    }
}
