//! A policy for a group whose members do not get it.

use std::collections::BTreeSet;

use stagecraft_model::Severity;

use crate::facts::{Facts, Role};
use crate::rules::effect::object;
use crate::rules::who::who;
use crate::rules::written::written;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "R04",
    name: "policy-not-inherited",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy is for a group, and a role of the API is a member that does not inherit \
              from it.",
    why: "A policy for a group holds for those who have its rights without SET ROLE. A member with \
          NOINHERIT, or by a grant WITH INHERIT FALSE, gets neither a permissive policy's rows nor \
          a restrictive one's limit.",
    help: "let the member inherit (`alter role … inherit` and, since Postgres 16, \
           `grant … with inherit true`), or name it in the policy",
    bad: "create role editors;
          create role staff noinherit;
          grant editors to staff;
          grant staff to authenticator;
          create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy edit on public.notes for select to editors
            using (owner = (select auth.uid()))",
    good: "create role editors;
           create role staff inherit;
           grant editors to staff;
           grant staff to authenticator;
           create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           grant select on public.notes to editors;
           create policy edit on public.notes for select to editors
             using (owner = (select auth.uid()))",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let facts = scope.facts;
    let members: Vec<_> = facts
        .bound_roles()
        .map(|it| (it, groups(facts, it)))
        .collect();
    written(scope)
        .filter_map(|(policy, _)| {
            let left_out: Vec<&Role> = members
                .iter()
                .filter(|(role, groups)| {
                    !policy.applies_to(role)
                        && policy.roles.iter().any(|it| groups.contains(it.as_str()))
                })
                .map(|(role, _)| *role)
                .collect();
            if left_out.is_empty() {
                return None;
            }
            Some(Hit::new(
                &object(policy),
                format!(
                    "policy {} of {} is for {}, but not for {}: a member that does not inherit",
                    policy.name,
                    policy.relation,
                    policy.roles.join(", "),
                    who(&left_out)
                ),
            ))
        })
        .collect()
}

/// Returns the groups that a role is in, directly or not, inheriting or not.
fn groups<'a>(facts: &'a Facts, role: &'a Role) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<_> = role.member_of.iter().collect();
    while let Some(name) = open.pop() {
        if found.insert(name.as_str()) {
            open.extend(facts.role(name).into_iter().flat_map(|it| &it.member_of));
        }
    }
    found
}
