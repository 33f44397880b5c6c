//! A table has policies, and row security is off.

use stagecraft_model::Severity;

use crate::rules::who::list;
use crate::rules::written::written;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S02",
    name: "policies-without-rls",
    severity: Severity::Error,
    splinter: Some("0007_policy_exists_rls_disabled"),
    summary: "A table has policies, but row security is off, so that none is asked.",
    why: "Policies look as if the table were protected; Postgres ignores them until row security \
          is enabled.",
    help: "`alter table … enable row level security`, or drop the policies",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()))",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           alter table public.notes enable row level security",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .relations
        .iter()
        .filter(|it| !it.rls)
        .filter_map(|relation| {
            let policies: Vec<_> = written(scope)
                .filter(|(policy, _)| policy.relation == relation.name)
                .map(|(policy, _)| &policy.name)
                .collect();
            if policies.is_empty() {
                return None;
            }
            let hit = Hit::new(
                &relation.name,
                format!(
                    "{} has policies ({}), but row security is off",
                    relation.name,
                    list(policies)
                ),
            );
            if scope.reached_by(relation).is_empty() {
                Some(hit.severity(Severity::Note))
            } else {
                Some(hit)
            }
        })
        .collect()
}
