//! P06: a comparison in which no caller equals no owner.

use stagecraft_model::Severity;

use crate::rules::clause::{alternatives, bare, own_columns, requirements, tokens};
use crate::rules::effect::permissive;
use crate::rules::session::reads_session;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P06",
    name: "null-reaches-rows",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy compares a nullable column with the caller so that null equals null.",
    why: "A session without a user has a null id. `is not distinct from` and `coalesce` let it have the rows that have no owner, where `=` does not.",
    help: "compare with `=`, or make the column NOT NULL",
    bad: "create table public.notes (id uuid primary key, owner uuid);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated
            using (owner is not distinct from (select auth.uid()));",
    good: "create table public.notes (id uuid primary key, owner uuid);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope) {
        for (clause, text) in it.clauses() {
            let parts = alternatives(text).into_iter().flat_map(requirements);
            for part in parts.filter(|part| reads_session(scope.facts, part)) {
                let matched = null_matches(part).or_else(|| coalesced(part));
                let Some(column) = matched.and_then(|text| {
                    own_columns(text, it.relation)
                        .into_iter()
                        .find(|name| it.relation.column(name).is_some_and(|it| !it.not_null))
                }) else {
                    continue;
                };
                hits.push(Hit::new(
                    &it.object(),
                    format!(
                        "policy `{}` on {} may let others have rows whose `{}` is null: its {} says `{part}`",
                        it.policy.name.as_str(),
                        it.relation.name,
                        column.as_str(),
                        clause.sql()
                    ),
                ));
            }
        }
    }
    hits
}

/// Returns what a condition can hold for though it is null. Postgres writes `is
/// not distinct from` as `not (… is distinct from …)`.
fn null_matches(text: &str) -> Option<&str> {
    let inner = bare(text.strip_prefix("NOT")?.trim_start());
    tokens(inner)
        .iter()
        .any(|it| it.is("DISTINCT"))
        .then_some(inner)
}

/// Returns the arguments of COALESCE.
fn coalesced(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("COALESCE(")?;
    let mut depth = 0_usize;
    let end = after.find(|it| {
        match it {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        false
    })?;
    after.get(..end)
}
