//! Q06: an index that conditions of callers can't use.

use stagecraft_model::{Ident, Severity};

use crate::facts::PolicyCommand;
use crate::rules::effect::reaches;
use crate::rules::own::own_tables;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "Q06",
    name: "index-behind-policies",
    severity: Severity::Note,
    splinter: None,
    summary: "An index on a table under row security serves operators that are not LEAKPROOF.",
    why: "A condition of the caller's is tried after the policies unless its operator is LEAKPROOF, so it can't be looked up in the index. Operators of text search, of arrays, JSON, enums and trigrams are not.",
    help: "search in a STABLE SECURITY DEFINER function that compares with the caller itself, or make the policy's own index narrow enough",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, tags text[]);
        create index on public.notes using gin (tags);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    good: "create table public.notes (id uuid primary key, owner uuid not null, title text);
        create index on public.notes (title);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in own_tables(scope).filter(|it| it.rls) {
        let filtered = scope.facts.bound_roles().any(|role| {
            reaches(scope, relation, role, PolicyCommand::Select)
                && scope
                    .facts
                    .policies_of(&relation.name)
                    .any(|it| it.applies_to(role) && it.command.covers(PolicyCommand::Select))
        });
        let policy_columns: Vec<&Ident> = scope
            .facts
            .policies_of(&relation.name)
            .flat_map(|it| &it.columns)
            .collect();
        for index in &relation.indexes {
            // A policy's own comparison comes first and may use it.
            let policy = index
                .columns
                .first()
                .is_some_and(|it| policy_columns.contains(&it));
            if filtered && !index.leakproof && !index.unique && !policy {
                hits.push(Hit::of_part(&relation.name, &index.name,
                    format!(
                        "index `{}` of {} is of no use to callers whom policies hold for: its operators are not leakproof",
                        index.name.as_str(),
                        relation.name
                    ),
                ));
            }
        }
    }
    hits
}
