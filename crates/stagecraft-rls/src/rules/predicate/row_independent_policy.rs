//! S09: a policy that does not look at the row.

use stagecraft_model::Severity;

use crate::rules::clause::{Token, calls, tokens};
use crate::rules::effect::permissive;
use crate::rules::session::is_session_call;
use crate::rules::tenant::is_declared_open;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "S09",
    name: "row-independent-policy",
    severity: Severity::Warning,
    splinter: None,
    summary: "A permissive policy's condition depends on the session alone.",
    why: "Whoever passes gets all rows of the table. Being signed in is not a reason to see what belongs to others: anybody can sign up.",
    help: "compare a column with the caller; if all rows are meant for everybody who passes, say so in the contract or waive it with a reason",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy signed_in on public.notes for select using (auth.role() = 'authenticated');",
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
        let blind: Vec<_> = it
            .clauses()
            .filter(|(clause, text)| {
                // What stands for the row of a broadcast is its topic.
                scope.shapes.of(&it.policy.relation, name, *clause) == Shape::SessionOnly
                    && !text.contains("realtime.topic()")
            })
            .collect();
        if blind.is_empty() {
            continue;
        }
        let clauses: Vec<_> = blind.iter().map(|(clause, _)| clause.sql()).collect();
        let hit = Hit::new(
            &it.object(),
            format!(
                "policy `{name}` on {} does not look at the row in its {}: all pass or none",
                it.relation.name,
                clauses.join(" and ")
            ),
        );
        // A table of administrators or a function that knows them can be meant.
        hits.push(if blind.iter().any(|(_, text)| is_sign_in_alone(text)) {
            hit
        } else {
            hit.severity(Severity::Note)
        });
    }
    hits
}

/// Returns whether a clause asks for nothing but the session's own claims.
pub(super) fn is_sign_in_alone(text: &str) -> bool {
    let tokens = tokens(text);
    // Claims that only the server writes can be meant, and `service_role` is held
    // to no policy anyway.
    let telling = ["app_metadata", "user_metadata", "service_role"];
    calls(&tokens)
        .iter()
        .filter(|it| it.schema.is_some())
        .all(is_session_call)
        && !tokens.iter().any(|it| match it {
            Token::Text(text) => telling.contains(&text.as_str()),
            other => other.is("FROM"),
        })
}
