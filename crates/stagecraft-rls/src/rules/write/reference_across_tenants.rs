//! W12: a foreign key that accepts a row which the caller can't see.

use stagecraft_model::Severity;

use super::foreign_key::{Loose, loose};
use crate::facts::PolicyCommand;
use crate::rules::effect::reaches;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W12",
    name: "reference-across-tenants",
    severity: Severity::Warning,
    splinter: None,
    summary: "A foreign key between tables of tenants does not carry the tenant, and no policy looks at the parent.",
    why: "Foreign keys are checked without policies: a caller can point at another tenant's row, and learns from the error whether an id exists.",
    help: "put the tenant into the key, or let the policy's WITH CHECK ask for the parent",
    bad: "create table public.projects (id uuid primary key, tenant_id uuid not null);
        create table public.tasks (id uuid primary key, tenant_id uuid not null,
            project_id uuid references public.projects);
        alter table public.projects enable row level security;
        alter table public.tasks enable row level security;",
    good: super::cascade_across_tenants::RULE.good,
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    loose(scope)
        .into_iter()
        .filter(|it| is_written(scope, it))
        .map(|it| {
            let hit = Hit::of_part(
                it.object(),
                &it.key.name,
                format!(
                    "{} of {} accepts rows of {} of other tenants: the key does not carry `{}`",
                    it.columns(),
                    it.child.name,
                    it.parent.name,
                    it.tenant.as_str()
                ),
            );
            if it.declared {
                hit
            } else {
                hit.severity(Severity::Note)
            }
        })
        .collect()
}

/// Returns whether a role can write such a key without a policy that asks for
/// the parent.
fn is_written(scope: &Scope<'_>, it: &Loose<'_>) -> bool {
    [PolicyCommand::Insert, PolicyCommand::Update]
        .into_iter()
        .any(|command| {
            let asked = scope.facts.policies_of(&it.child.name).any(|policy| {
                policy.command.covers(command) && policy.reads.contains(&it.parent.name)
            });
            !asked
                && scope
                    .facts
                    .bound_roles()
                    .any(|role| reaches(scope, it.child, role, command))
        })
}
