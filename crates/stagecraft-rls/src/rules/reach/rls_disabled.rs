//! Row security is off on a table that the API reaches.

use stagecraft_model::Severity;

use super::partition_without_rls::protected_ancestor;
use crate::facts::Relation;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S01",
    name: "rls-disabled",
    severity: Severity::Error,
    splinter: Some("0013_rls_disabled_in_public"),
    summary: "A table or partitioned table that the API reaches has row security off.",
    why: "Grants are then the only limit: whoever may read or change the table may do so with \
          every row of every tenant.",
    help: "`alter table … enable row level security` and write policies, or revoke the grants",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, body text)",
    good: "create table public.notes (id uuid primary key, owner uuid not null, body text);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()))",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| is_open(scope, it) && !is_told_of_its_parent(scope, it))
        .map(|it| {
            Hit::new(
                &it.name,
                format!(
                    "row security is off on {}, and {} can reach it",
                    it.name,
                    who(&scope.reached_by(it))
                ),
            )
        })
        .collect()
}

fn is_open(scope: &Scope<'_>, relation: &Relation) -> bool {
    relation.kind.has_policies() && !relation.rls && !scope.reached_by(relation).is_empty()
}

/// A partition's parent is found itself, or has row security: S10 is about that.
fn is_told_of_its_parent(scope: &Scope<'_>, relation: &Relation) -> bool {
    protected_ancestor(scope, relation).is_some()
        || relation.parents.iter().any(|name| {
            scope.is_exposed(name)
                && scope
                    .facts
                    .relation(name)
                    .is_some_and(|it| is_open(scope, it))
        })
}
