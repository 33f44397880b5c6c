//! P07: a policy that trusts what users write about themselves.

use stagecraft_model::Severity;

use crate::rules::clause::{Token, calls, tokens};
use crate::rules::effect::{InForce, in_force};
use crate::rules::session::routines_of;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P07",
    name: "user-metadata-in-policy",
    severity: Severity::Error,
    splinter: Some("0015_rls_references_user_metadata"),
    summary: "A policy reads `user_metadata`, by itself or through a function.",
    why: "Every user changes their own `user_metadata` through the auth API. A role or a tenant in it is whatever the user wants it to be.",
    help: "keep what decides in `app_metadata`, which only the server writes, or in a table",
    bad: "create table public.notes (id uuid primary key, tenant_id uuid not null);
        alter table public.notes enable row level security;
        create policy tenant on public.notes for select to authenticated
            using (tenant_id = (auth.jwt() -> 'user_metadata' ->> 'tenant_id')::uuid);",
    good: "create table public.notes (id uuid primary key, tenant_id uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy tenant on public.notes for select to authenticated
            using (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    in_force(scope)
        .into_iter()
        .filter_map(|it| {
            let by = place(scope, &it)?;
            Some(Hit::new(
                &it.object(),
                format!(
                    "policy `{}` on {} reads `user_metadata` {by}",
                    it.policy.name.as_str(),
                    it.relation.name
                ),
            ))
        })
        .collect()
}

/// Returns where a policy reads it.
fn place(scope: &Scope<'_>, it: &InForce<'_>) -> Option<String> {
    for (clause, text) in it.clauses() {
        let tokens = tokens(text);
        if names(&tokens) {
            return Some(format!("in its {}", clause.sql()));
        }
        for call in calls(&tokens) {
            let reading = routines_of(scope.facts, &call)
                .filter(|it| it.extension.is_none())
                .find(|it| names(&crate::rules::clause::tokens(&it.source)));
            if let Some(routine) = reading {
                return Some(format!("through {}", routine.identity));
            }
        }
    }
    None
}

fn names(tokens: &[Token]) -> bool {
    let names = ["user_metadata", "raw_user_meta_data"];
    tokens.iter().any(|it| match it {
        Token::Text(text) => names.iter().any(|name| text.contains(name)),
        other => other.name().is_some_and(|it| names.contains(&it)),
    })
}
