//! P09: a policy that knows its callers by e-mail.

use stagecraft_model::Severity;

use crate::rules::clause::{Token, calls, tokens};
use crate::rules::effect::permissive;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P09",
    name: "email-as-identity",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy compares the caller's e-mail address.",
    why: "An address changes hands and can be changed by its user, and unless the project demands confirmation it may never have been confirmed.",
    help: "compare `auth.uid()`; to find an invitation by address, do it once in a function that checks that the address is confirmed",
    bad: "create table public.notes (id uuid primary key, owner_email text not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated using (owner_email = auth.email());",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope) {
        let reads = it.clauses().find(|(_, text)| reads_email(&tokens(text)));
        if let Some((clause, _)) = reads {
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{}` on {} knows its callers by e-mail in its {}",
                    it.policy.name.as_str(),
                    it.relation.name,
                    clause.sql()
                ),
            ));
        }
    }
    hits
}

fn reads_email(tokens: &[Token]) -> bool {
    let of_token = |schema: Option<&str>, name: &str| schema == Some("auth") && name == "email";
    let calls = calls(tokens);
    let claims = calls.iter().any(|it| {
        it.schema.as_deref() == Some("auth") && it.name == "jwt" || it.name == "current_setting"
    });
    calls
        .iter()
        .any(|it| of_token(it.schema.as_deref(), &it.name))
        || claims && tokens.windows(2).any(|it| {
            matches!(it, [arrow, Token::Text(key)] if arrow.is_symbol("->>") && key == "email")
        })
}
