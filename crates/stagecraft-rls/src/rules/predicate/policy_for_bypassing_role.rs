//! P23: a policy that nobody is held to.

use stagecraft_model::Severity;

use crate::facts::Role;
use crate::rules::effect::object;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P23",
    name: "policy-for-bypassing-role",
    severity: Severity::Note,
    splinter: None,
    summary: "A policy is for roles that policies never hold for, or that nobody can become.",
    why: "`service_role` and other roles with BYPASSRLS or SUPERUSER read and write without any policy: theirs decides nothing.",
    help: "drop the policy",
    bad: "create table public.notes (id uuid primary key);
        alter table public.notes enable row level security;
        create policy server on public.notes to service_role using (true) with check (true);",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .policies
        .iter()
        .filter(|it| !it.roles.iter().any(|name| name == "public"))
        .filter(|it| {
            scope
                .facts
                .relation(&it.relation)
                .is_some_and(|it| it.extension.is_none())
        })
        .filter(|it| {
            !scope
                .facts
                .roles
                .iter()
                .any(|role| it.applies_to(role) && is_bound(role))
        })
        .map(|it| {
            Hit::new(
                &object(it),
                format!(
                    "policy `{}` on {} is for {}: nobody is held to it",
                    it.name.as_str(),
                    it.relation,
                    it.roles.join(", ")
                ),
            )
        })
        .collect()
}

/// Returns whether sessions can be held to a policy for this role.
fn is_bound(role: &Role) -> bool {
    !role.bypasses() && (role.login || role.api)
}
