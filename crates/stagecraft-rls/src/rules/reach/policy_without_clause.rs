//! A permissive policy that lacks the clause it lets rows in by.

use stagecraft_model::Severity;

use crate::facts::{Policy, PolicyCommand};
use crate::rules::effect::object;
use crate::rules::written::written;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S05",
    name: "policy-without-clause",
    severity: Severity::Warning,
    splinter: None,
    summary: "A permissive policy lacks the clause that would let rows in.",
    why: "A missing clause is not `true`: a policy for SELECT, UPDATE or DELETE without USING and \
          one for INSERT without WITH CHECK let nothing through. No row leaks, but the \
          application finds none.",
    help: "write the clause, or drop the policy",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          alter table public.notes enable row level security;
          create policy read on public.notes for select to authenticated",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy read on public.notes for select to authenticated
             using (owner = (select auth.uid()))",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    written(scope)
        .filter(|(policy, relation)| policy.permissive && relation.rls)
        .filter_map(|(policy, relation)| {
            let effect = missing(policy)?;
            Some(Hit::new(
                &object(policy),
                format!("policy {} of {} {effect}", policy.name, relation.name),
            ))
        })
        .collect()
}

fn missing(policy: &Policy) -> Option<&'static str> {
    match policy.command {
        PolicyCommand::Insert => policy
            .check
            .is_none()
            .then_some("has no WITH CHECK, so that no row can be inserted by it"),
        PolicyCommand::All if policy.using.is_none() && policy.check.is_some() => {
            Some("has no USING, so that it lets rows be inserted, but not read, changed or deleted")
        }
        _ => policy
            .using
            .is_none()
            .then_some("has no USING, so that it lets no row through"),
    }
}
