//! W16: a rewrite rule that acts with its owner's rights.

use stagecraft_model::{Ident, Severity};

use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W16",
    name: "rule-with-owner-rights",
    severity: Severity::Warning,
    splinter: None,
    summary: "A table or view that callers write has a rewrite rule.",
    why: "What a rule does is checked against the rights of the relation's owner, not the caller's. On a table in a policy's reach, it is a way around the policy.",
    help: "write a trigger instead; its function runs with the caller's rights unless it is SECURITY DEFINER",
    bad: "create table public.log (id uuid primary key);
        create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create rule logged as on delete to public.notes do also insert into public.log values (old.id);",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select, delete on public.notes to authenticated;
        create policy own on public.notes to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| !it.rules.is_empty())
        .filter(|relation| {
            scope.reached_by(relation).iter().any(|role| {
                ["INSERT", "UPDATE", "DELETE"]
                    .iter()
                    .any(|it| relation.grants_any(&role.name, it))
            })
        })
        .map(|it| {
            let rules: Vec<_> = it.rules.iter().map(Ident::as_str).collect();
            Hit::new(
                &it.name,
                format!(
                    "{} has a rule that acts with the rights of {}: {}",
                    it.name,
                    it.owner,
                    rules.join(", ")
                ),
            )
        })
        .collect()
}
