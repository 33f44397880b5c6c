//! P22: policies that ask for themselves.

use stagecraft_model::Severity;

use crate::rules::effect::reaches;
use crate::rules::{Hit, Recursion, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P22",
    name: "recursive-policy",
    severity: Severity::Error,
    splinter: None,
    summary: "A policy's sub-select reads a table whose policies lead back to the policy's own table.",
    why: "Postgres refuses every such statement with 42P17, \"infinite recursion detected in policy\".",
    help: "ask through a STABLE SECURITY DEFINER function with an empty search path, in a schema that the API does not serve",
    bad: "create table public.members (tenant_id uuid not null, user_id uuid not null, primary key (tenant_id, user_id));
        alter table public.members enable row level security;
        create policy peers on public.members for select to authenticated using (exists (
            select from public.members m where m.tenant_id = members.tenant_id and m.user_id = (select auth.uid())));",
    good: "create table public.members (tenant_id uuid not null, user_id uuid not null, primary key (tenant_id, user_id));
        alter table public.members enable row level security;
        revoke all on public.members from anon, authenticated;
        grant select on public.members to authenticated;
        create policy own on public.members for select to authenticated using (user_id = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut seen: Vec<&Recursion> = Vec::new();
    for it in reached(scope) {
        if !seen.iter().any(|other| other.relation == it.relation) {
            seen.push(it);
        }
    }
    seen.into_iter()
        .map(|first| {
            let mut commands: Vec<_> = reached(scope)
                .filter(|it| it.relation == first.relation)
                .map(|it| it.command.sql())
                .collect();
            commands.sort_unstable();
            commands.dedup();
            Hit::new(
                &first.relation,
                format!(
                    "policies of {} ask for themselves: {} fails for {} with 42P17",
                    first.relation,
                    commands.join(", "),
                    first.role
                ),
            )
        })
        .collect()
}

/// Returns those that a role meets: without the privilege it fails anyway.
fn reached<'a>(scope: &Scope<'a>) -> impl Iterator<Item = &'a Recursion> {
    scope.shapes.recursions().iter().filter(|it| {
        let relation = scope.facts.relation(&it.relation);
        let role = scope.facts.role(&it.role);
        relation
            .zip(role)
            .is_some_and(|(relation, role)| reaches(scope, relation, role, it.command))
    })
}
