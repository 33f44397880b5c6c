//! A partition or child that is reached beside its parent's policies.

use stagecraft_model::{QualifiedName, Severity};

use crate::facts::Relation;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S10",
    name: "partition-without-rls",
    severity: Severity::Error,
    splinter: None,
    summary: "A partition or child has row security off although its parent has it on, and the \
              API reaches it by its own name.",
    why: "Policies belong to the table that a query names. A query of the parent asks the \
          parent's; a query of the partition asks none.",
    help: "enable row security on the partition (no policy is needed for queries of the parent), \
           or revoke the API's grants on it",
    bad: "create table public.events (tenant uuid not null, at date not null) partition by range (at);
          create index on public.events (tenant);
          alter table public.events enable row level security;
          create policy own on public.events for select to authenticated
            using (tenant = (select auth.uid()));
          create table public.events_2026 partition of public.events
            for values from ('2026-01-01') to ('2027-01-01')",
    good: "create table public.events (tenant uuid not null, at date not null) partition by range (at);
           create index on public.events (tenant);
           alter table public.events enable row level security;
           create policy own on public.events for select to authenticated
             using (tenant = (select auth.uid()));
           create table public.events_2026 partition of public.events
             for values from ('2026-01-01') to ('2027-01-01');
           alter table public.events_2026 enable row level security",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind.has_policies() && !it.rls)
        .filter_map(|child| {
            let roles = scope.reached_by(child);
            if roles.is_empty() {
                return None;
            }
            let parent = protected_ancestor(scope, child)?;
            Some(Hit::new(
                &child.name,
                format!(
                    "row security is off on {}, whose parent {parent} has it; {} can reach it directly",
                    child.name,
                    who(&roles)
                ),
            ))
        })
        .collect()
}

/// Returns the nearest table above that has row security.
pub(super) fn protected_ancestor<'a>(
    scope: &Scope<'a>,
    child: &'a Relation,
) -> Option<&'a QualifiedName> {
    child.parents.iter().find_map(|name| {
        let parent = scope.facts.relation(name)?;
        if parent.rls {
            Some(name)
        } else {
            protected_ancestor(scope, parent)
        }
    })
}
