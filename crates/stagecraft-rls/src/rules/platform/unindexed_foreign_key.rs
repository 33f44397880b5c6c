//! L01: a foreign key that no index serves.

use stagecraft_model::{Ident, Severity};

use crate::facts::{ForeignKey, Relation};
use crate::rules::own::own_tables;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L01",
    name: "unindexed-foreign-key",
    severity: Severity::Note,
    splinter: Some("0001_unindexed_foreign_keys"),
    summary: "No index starts with a foreign key's columns.",
    why: "Deleting or renumbering a row that is pointed at reads the whole pointing table, and so does a join from it.",
    help: "create an index on the key's columns",
    bad: "create table public.projects (id uuid primary key);
        create table public.tasks (id uuid primary key, project_id uuid references public.projects);",
    good: "create table public.projects (id uuid primary key);
        create table public.tasks (id uuid primary key, project_id uuid references public.projects);
        create index on public.tasks (project_id);
        alter table public.projects enable row level security;
        alter table public.tasks enable row level security;
        revoke all on public.projects, public.tasks from anon, authenticated;",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in own_tables(scope) {
        for key in &relation.foreign_keys {
            if !is_served(relation, key) {
                let columns: Vec<_> = key.columns.iter().map(Ident::as_str).collect();
                hits.push(Hit::of_part(
                    &relation.name,
                    &key.name,
                    format!(
                        "no index of {} starts with {} of foreign key `{}`",
                        relation.name,
                        columns.join(", "),
                        key.name.as_str()
                    ),
                ));
            }
        }
    }
    hits
}

/// Returns whether an index starts with the key's columns, in any order.
fn is_served(relation: &Relation, key: &ForeignKey) -> bool {
    relation.indexes.iter().any(|index| {
        let first: Vec<_> = index.columns.iter().take(key.columns.len()).collect();
        index.valid
            && !index.partial
            && !index.expressions
            && first.len() == key.columns.len()
            && key.columns.iter().all(|it| first.contains(&it))
    })
}
