//! Realtime sends every change of a table to everybody.

use stagecraft_model::Severity;

use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

/// The publication that Realtime reads.
const PUBLICATION: &str = "supabase_realtime";

pub(super) const RULE: Rule = Rule {
    id: "S18",
    name: "published-without-rls",
    severity: Severity::Warning,
    splinter: None,
    summary: "A table without row security is in the publication that Realtime reads.",
    why: "Realtime asks the table's policies who may see a change. Without row security it sends \
          each change to every subscriber who is granted SELECT.",
    help: "enable row security and write policies for SELECT, or \
           `alter publication supabase_realtime drop table …`",
    bad: "create table public.messages (id uuid primary key, body text);
          alter publication supabase_realtime add table public.messages",
    good: "create table public.messages (id uuid primary key, owner uuid not null, body text);
           create index on public.messages (owner);
           alter table public.messages enable row level security;
           create policy own on public.messages for select to authenticated
             using (owner = (select auth.uid()));
           alter publication supabase_realtime add table public.messages",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .publications
        .iter()
        .filter(|it| it.name == PUBLICATION)
        .filter_map(|published| {
            let table = scope.facts.relation(&published.relation())?;
            let roles = scope.read_by(table);
            if table.rls || roles.is_empty() {
                return None;
            }
            Some(Hit::new(
                &table.name,
                format!(
                    "{} is published to Realtime without row security; {} can subscribe",
                    table.name,
                    who(&roles)
                ),
            ))
        })
        .collect()
}
