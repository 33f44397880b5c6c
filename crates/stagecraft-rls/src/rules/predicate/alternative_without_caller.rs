//! P04: one side of an OR that does not know the caller.

use stagecraft_model::Severity;

use crate::facts::PolicyCommand;
use crate::rules::clause::{bare, tokens};
use crate::rules::effect::permissive;
use crate::rules::session::reads_session;
use crate::rules::tenant::is_declared_open;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "P04",
    name: "alternative-without-caller",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy's OR has an alternative that holds for callers whom the other alternatives keep out.",
    why: "An alternative that does not ask who calls opens its rows to everybody, and `auth.uid() is null` opens all rows to callers without a user.",
    help: "give the alternative a policy of its own for the commands and roles that it is meant for, or remove it",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select using (auth.uid() is null or owner = auth.uid());",
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
        for (clause, _) in it.clauses() {
            let parts = scope.shapes.alternatives(&it.policy.relation, name, clause);
            let knows = |text: &str| reads_session(scope.facts, text);
            if parts.len() < 2 || !parts.iter().any(|part| knows(&part.expression)) {
                continue;
            }
            for part in parts {
                let text = &part.expression;
                let severity = match part.planned.shape {
                    Shape::SessionOnly if is_null_of_session(text, scope) => Severity::Error,
                    Shape::Row | Shape::RowUnwrapped if !knows(text) => match it.policy.command {
                        PolicyCommand::Select => Severity::Note,
                        _ => Severity::Warning,
                    },
                    _ => continue,
                };
                let hit = Hit::new(
                    &it.object(),
                    format!(
                        "policy `{name}` on {} has an alternative that keeps nobody out: `{text}` in its {}",
                        it.relation.name,
                        clause.sql()
                    ),
                );
                hits.push(hit.severity(severity));
            }
        }
    }
    hits
}

/// Returns whether an alternative holds when the session has no caller.
fn is_null_of_session(text: &str, scope: &Scope<'_>) -> bool {
    let tokens = tokens(bare(text));
    let ends = |words: [&str; 2]| matches!(tokens.as_slice(), [.., is, null] if is.is(words[0]) && null.is(words[1]));
    ends(["IS", "NULL"]) && reads_session(scope.facts, text)
}
