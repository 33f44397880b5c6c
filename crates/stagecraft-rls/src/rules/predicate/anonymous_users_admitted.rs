//! P10: a policy for everybody who is signed in, anonymous users among them.

use stagecraft_model::Severity;

use crate::rules::clause::{calls, tokens};
use crate::rules::effect::permissive;
use crate::rules::tenant::is_declared_open;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P10",
    name: "anonymous-users-admitted",
    severity: Severity::Note,
    splinter: Some("0012_auth_allow_anonymous_sign_ins"),
    summary: "A policy lets everybody in who is signed in, and nothing asks whether they signed in anonymously.",
    why: "Where anonymous sign-ins are on, their sessions have the role `authenticated` like all others.",
    help: "if only permanent users are meant, add a restrictive policy: `((select auth.jwt()) ->> 'is_anonymous')::boolean is false`",
    bad: "create table public.notes (id uuid primary key, title text);
        alter table public.notes enable row level security;
        create policy signed_in on public.notes for select to authenticated using (true);",
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
        // A policy that lets `anon` in does not tell users apart at all.
        let signed_in = it.roles.iter().any(|role| role.name == "authenticated")
            && !it.roles.iter().any(|role| role.name == "anon");
        let everybody = it.clauses().any(|(clause, text)| {
            scope
                .shapes
                .of(&it.policy.relation, name, clause)
                .ignores_rows()
                && asks_for_sign_in(text)
        });
        let asked = scope
            .facts
            .policies_of(&it.relation.name)
            .filter(|other| !other.permissive || **other == *it.policy)
            .flat_map(|other| [&other.using, &other.check])
            .flatten()
            .any(|text| text.contains("is_anonymous"));
        if signed_in && everybody && !asked {
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{name}` on {} lets in everybody who is signed in, anonymously or not",
                    it.relation.name
                ),
            ));
        }
    }
    hits
}

/// Returns whether a clause asks for nothing, for the role or for an id: anonymous
/// users have both.
fn asks_for_sign_in(text: &str) -> bool {
    let tokens = tokens(text);
    !tokens.iter().any(|it| it.is("FROM"))
        && calls(&tokens)
            .iter()
            .filter(|it| it.schema.is_some())
            .all(|it| {
                it.schema.as_deref() == Some("auth") && ["uid", "role"].contains(&it.name.as_str())
            })
}
