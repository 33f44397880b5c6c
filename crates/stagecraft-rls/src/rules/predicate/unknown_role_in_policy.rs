//! P08: a policy that asks for a role that there is not.

use stagecraft_model::Severity;

use crate::rules::clause::{Token, calls, tokens};
use crate::rules::effect::in_force;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P08",
    name: "unknown-role-in-policy",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy compares the request's role with a name that no database role has.",
    why: "The API only ever takes roles of the database. The comparison never holds, or with `<>` always.",
    help: "correct the name, or better: name the role in the policy's TO clause; a role of your application belongs in `app_metadata` or in a table",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select
            using (auth.role() = 'authentcated' and owner = (select auth.uid()));",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated
            using ((select auth.role()) = 'authenticated' and owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in in_force(scope) {
        for (clause, text) in it.clauses() {
            for role in compared(&tokens(text)) {
                if scope.facts.role(&role).is_none() {
                    hits.push(Hit::new(
                        &it.object(),
                        format!(
                            "policy `{}` on {} asks for the role `{role}`, which there is not, in its {}",
                            it.policy.name.as_str(),
                            it.relation.name,
                            clause.sql()
                        ),
                    ));
                }
            }
        }
    }
    hits
}

/// Returns the strings that the request's role is compared with.
fn compared(tokens: &[Token]) -> Vec<String> {
    let mut roles = Vec::new();
    for call in calls(tokens) {
        let claim = match (call.schema.as_deref(), call.name.as_str()) {
            (Some("auth"), "role") => false,
            (Some("auth"), "jwt") => true,
            _ => continue,
        };
        let mut rest = tokens.iter().skip(call.at + 2).filter(|it| {
            !it.is_symbol(")") && !it.is_symbol("::") && !it.is("AS") && !it.is("text")
        });
        let mut next = rest.next();
        // The name that a sub-select gives to what it returns.
        if next.is_some_and(|it| it.name() == Some(call.name.as_str())) {
            next = rest.next();
        }
        if claim {
            let key = rest.next();
            if !next.is_some_and(|it| it.is_symbol("->>"))
                || key != Some(&Token::Text("role".to_owned()))
            {
                continue;
            }
            next = rest.next();
            if next.and_then(Token::name).is_some() {
                next = rest.next();
            }
        }
        if !next.is_some_and(|it| it.is_symbol("=") || it.is_symbol("<>")) {
            continue;
        }
        let list = rest.take_while(|it| {
            matches!(it, Token::Text(_))
                || ["(", "[", ","].iter().any(|symbol| it.is_symbol(symbol))
                || it.is("ANY")
                || it.is("ALL")
                || it.is("ARRAY")
        });
        roles.extend(list.filter_map(|it| match it {
            Token::Text(text) => Some(text.clone()),
            _ => None,
        }));
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_found_in_every_form() {
        for (text, roles) in [
            ("(auth.role() = 'a'::text)", vec!["a"]),
            ("(( SELECT auth.role() AS role) = 'a'::text)", vec!["a"]),
            (
                "(auth.role() = ANY (ARRAY['a'::text, 'b'::text]))",
                vec!["a", "b"],
            ),
            ("((auth.jwt() ->> 'role'::text) = 'a'::text)", vec!["a"]),
            (
                "(( SELECT (auth.jwt() ->> 'role'::text)) = 'a'::text)",
                vec!["a"],
            ),
            (
                "(((auth.jwt() -> 'app_metadata'::text) ->> 'role'::text) = 'a'::text)",
                vec![],
            ),
            (
                "((auth.role() = 'a'::text) AND (title = 'b'::text))",
                vec!["a"],
            ),
        ] {
            assert_eq!(compared(&tokens(text)), roles, "{text}");
        }
    }
}
