//! P15: a setting whose absence is an error, or that can't be set.

use stagecraft_model::Severity;

use crate::rules::clause::{Token, calls, tokens};
use crate::rules::effect::in_force;
use crate::rules::session::routines_of;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P15",
    name: "fragile-setting",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy reads a setting by `current_setting(name)` without its second argument, or by a name without a dot.",
    why: "Where the setting was never made, the query fails instead of finding nothing. A name without a dot belongs to Postgres: a setting of your own can't have it.",
    help: "read `current_setting('app.tenant', true)`; and since a setting is empty text after the transaction that made it, wrap it in `nullif(…, '')`",
    bad: "create table public.notes (id uuid primary key, tenant_id uuid not null);
        alter table public.notes enable row level security;
        create policy tenant on public.notes for select to authenticated
            using (tenant_id = (select current_setting('app.tenant')::uuid));",
    good: "create table public.notes (id uuid primary key, tenant_id uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy tenant on public.notes for select to authenticated
            using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));",
    check,
};

/// Settings of Postgres's own that policies read.
const BUILT_IN: [&str; 7] = [
    "role",
    "search_path",
    "application_name",
    "is_superuser",
    "session_authorization",
    "timezone",
    "server_version_num",
];

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in in_force(scope) {
        for (clause, text) in it.clauses() {
            let tokens = tokens(text);
            let called = calls(&tokens);
            let through = called
                .iter()
                .flat_map(|call| routines_of(scope.facts, call))
                .filter(|it| it.extension.is_none() && it.qualified.schema.as_str() != "auth")
                .find_map(|routine| {
                    let said = fragile(&crate::rules::clause::tokens(&routine.source))?;
                    Some(format!("{said} through {}", routine.identity))
                });
            if let Some(said) = fragile(&tokens).or(through) {
                hits.push(Hit::new(
                    &it.object(),
                    format!(
                        "policy `{}` on {} {said} in its {}",
                        it.policy.name.as_str(),
                        it.relation.name,
                        clause.sql()
                    ),
                ));
            }
        }
    }
    hits
}

fn fragile(tokens: &[Token]) -> Option<String> {
    calls(tokens)
        .iter()
        .filter(|it| it.name.eq_ignore_ascii_case("current_setting"))
        .find_map(|call| {
            let mut arguments = tokens.iter().skip(call.at + 1);
            let Some(Token::Text(name)) = arguments.next() else {
                return None;
            };
            if BUILT_IN.contains(&name.to_lowercase().as_str()) {
                return None;
            }
            if !name.contains('.') {
                return Some(format!("reads `{name}`, which is no setting of your own,"));
            }
            let next = arguments.find(|it| it.is_symbol(",") || it.is_symbol(")"));
            next.is_some_and(|it| it.is_symbol(")"))
                .then(|| format!("fails where `{name}` was never set, read"))
        })
}
