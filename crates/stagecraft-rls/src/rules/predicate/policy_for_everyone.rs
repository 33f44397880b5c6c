//! P24: a policy without TO that lets callers in who are not signed in.

use stagecraft_model::Severity;

use crate::rules::clause::{Token, tokens};
use crate::rules::effect::permissive;
use crate::rules::session::reads_session;
use crate::rules::tenant::is_declared_open;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "P24",
    name: "policy-for-everyone",
    severity: Severity::Warning,
    splinter: None,
    summary: "A permissive policy has no TO clause, and its condition lets callers in who are not signed in.",
    why: "Without TO a policy is for every role, `anon` among them.",
    help: "name the roles: `to authenticated`; or `to anon, authenticated` if everybody is meant",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, title text);
        alter table public.notes enable row level security;
        create policy titled on public.notes for select using (title is not null);",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in
        permissive(scope).filter(|it| !is_declared_open(scope, it) && !it.is_restricted(scope))
    {
        let name = it.policy.name.as_str();
        let everyone = it.policy.roles.iter().any(|role| role == "public");
        if !everyone || !it.roles.iter().any(|role| role.name == "anon") {
            continue;
        }
        let admits = it
            .clauses()
            .find(|(clause, _)| admits_anybody(scope, &it, *clause));
        if let Some((clause, _)) = admits {
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{name}` on {} has no TO: its {} lets callers in who are not signed in",
                    it.relation.name,
                    clause.sql()
                ),
            ));
        }
    }
    hits
}

/// Returns whether a clause has an alternative that a caller without a user can
/// pass.
pub(super) fn admits_anybody(
    scope: &Scope<'_>,
    it: &crate::rules::effect::InForce<'_>,
    clause: crate::facts::Clause,
) -> bool {
    scope
        .shapes
        .alternatives(&it.policy.relation, it.policy.name.as_str(), clause)
        .iter()
        .any(|part| match part.planned.shape {
            Shape::Tautology => true,
            Shape::Row | Shape::RowUnwrapped => !reads_session(scope.facts, &part.expression),
            Shape::SessionOnly => {
                let tokens = tokens(&part.expression);
                matches!(tokens.as_slice(), [.., is, null] if is.is("IS") && null.is("NULL"))
                    || tokens.contains(&Token::Text("anon".to_owned()))
            }
            Shape::Contradiction | Shape::Unknown => false,
        })
}
