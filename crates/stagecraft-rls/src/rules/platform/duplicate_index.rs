//! L09: two indexes that are the same.

use std::collections::BTreeMap;

use stagecraft_model::Severity;

use crate::facts::IndexFacts;
use crate::rules::own::own_tables;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L09",
    name: "duplicate-index",
    severity: Severity::Warning,
    splinter: Some("0009_duplicate_index"),
    summary: "Several indexes of a table differ only in their names.",
    why: "One of them does the work of all, and each of them is written.",
    help: "drop all but one, keeping the one behind a constraint",
    bad: "create table public.notes (id uuid primary key, title text);
        create index one on public.notes (title);
        create index other on public.notes (title);",
    good: "create table public.notes (id uuid primary key, title text);
        create index one on public.notes (title);
        create index other on public.notes (title) where title <> '';
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in own_tables(scope) {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for index in relation.indexes.iter().filter(|it| it.valid) {
            names
                .entry(nameless(index))
                .or_default()
                .push(format!("`{}`", index.name.as_str()));
        }
        for same in names.values().filter(|it| it.len() > 1) {
            hits.push(Hit::new(
                &relation.name,
                format!(
                    "indexes {} of {} are the same",
                    same.join(", "),
                    relation.name
                ),
            ));
        }
    }
    hits
}

/// Returns an index's definition without its name.
fn nameless(index: &IndexFacts) -> String {
    index
        .definition
        .replacen(&format!(" INDEX {} ON ", index.name), " INDEX ON ", 1)
}
