//! L04: a table without a primary key.

use stagecraft_model::Severity;

use crate::rules::own::own_tables;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L04",
    name: "no-primary-key",
    severity: Severity::Note,
    splinter: Some("0004_no_primary_key"),
    summary: "A table has no primary key.",
    why: "Rows can't be told apart: logical replication can't follow updates, and the API can't address one of them.",
    help: "add one; an identity column if no column will do",
    bad: "create table public.notes (title text);",
    good:
        "create table public.notes (id bigint generated always as identity primary key, title text);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    own_tables(scope)
        .filter(|it| !it.indexes.iter().any(|it| it.primary))
        .map(|it| Hit::new(&it.name, format!("{} has no primary key", it.name)))
        .collect()
}
