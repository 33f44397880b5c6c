//! Q02: a column that policies compare and no index starts with.

use stagecraft_model::{Ident, Severity};

use crate::facts::{PolicyCommand, Relation};
use crate::rules::bound;
use crate::rules::effect::permissive;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "Q02",
    name: "unindexed-policy-column",
    severity: Severity::Note,
    splinter: None,
    summary: "A policy compares a column with the caller, and no index starts with that column.",
    why: "Every statement under the policy then reads the whole table, whatever it asks for.",
    help: "`create index on … (column)`; on a small table it does not matter",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        create index on public.notes (owner);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut found: Vec<(&Relation, Ident)> = Vec::new();
    for it in permissive(scope).filter(|it| it.policy.command != PolicyCommand::Insert) {
        let Some(using) = &it.policy.using else {
            continue;
        };
        let columns = bound::columns(scope, it.relation, using);
        // One index is enough to find the rows.
        if columns.iter().any(|column| leads(it.relation, column)) {
            continue;
        }
        if let Some(column) = columns.first() {
            let pair = (it.relation, column.clone());
            if !found.contains(&pair) {
                found.push(pair);
            }
        }
    }
    found
        .into_iter()
        .map(|(relation, column)| {
            Hit::of_part(
                &relation.name,
                &column,
                format!(
                    "no index of {} starts with `{}`, which its policies compare with the caller",
                    relation.name,
                    column.as_str()
                ),
            )
        })
        .collect()
}

fn leads(relation: &Relation, column: &Ident) -> bool {
    relation
        .indexes
        .iter()
        .any(|it| it.valid && !it.partial && !it.expressions && it.columns.first() == Some(column))
}
