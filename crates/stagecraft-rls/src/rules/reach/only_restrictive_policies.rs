//! A restrictive policy that no permissive one stands beside.

use stagecraft_model::Severity;

use crate::facts::{Clause, Policy, PolicyCommand};
use crate::rules::effect::object;
use crate::rules::written::written;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "S04",
    name: "only-restrictive-policies",
    severity: Severity::Warning,
    splinter: None,
    summary: "A restrictive policy narrows what no permissive policy lets in.",
    why: "Restrictive policies only take rows away from what permissive ones let through. Without \
          a permissive policy for the same role and command there is nothing to take from, and \
          nobody gets a row.",
    help: "add a permissive policy for the same roles and command, or drop `as restrictive`",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes as restrictive for select to authenticated
            using (owner = (select auth.uid()))",
    good: "create table public.notes (id uuid primary key, owner uuid not null, locked boolean not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create policy unlocked on public.notes as restrictive for select to authenticated
             using (not locked)",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    written(scope)
        .filter(|(policy, relation)| {
            !policy.permissive
                && relation.rls
                && !denies(scope, policy)
                && scope
                    .reached_by(relation)
                    .iter()
                    .any(|it| policy.applies_to(it))
                && !scope
                    .facts
                    .policies_of(&relation.name)
                    .any(|it| it.permissive && meet(scope, it, policy))
        })
        .map(|(policy, relation)| {
            Hit::new(
                &object(policy),
                format!(
                    "policy {} of {} is restrictive, and no permissive policy lets in what it narrows",
                    policy.name, relation.name
                ),
            )
        })
        .collect()
}

/// Whether it says outright that nobody gets through: nothing is missing beside
/// it.
fn denies(scope: &Scope<'_>, policy: &Policy) -> bool {
    [Clause::Using, Clause::Check].into_iter().any(|clause| {
        policy.clause(clause) == Some("false")
            || scope
                .shapes
                .of(&policy.relation, policy.name.as_str(), clause)
                == Shape::Contradiction
    })
}

/// Whether there is a role and a command that both policies hold for.
fn meet(scope: &Scope<'_>, one: &Policy, other: &Policy) -> bool {
    let command = PolicyCommand::EACH
        .iter()
        .any(|it| one.command.covers(*it) && other.command.covers(*it));
    command
        && scope
            .facts
            .roles
            .iter()
            .filter(|it| !it.bypasses())
            .any(|it| one.applies_to(it) && other.applies_to(it))
}
