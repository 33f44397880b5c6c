//! Q03: several policies that let rows in for the same role and command.

use stagecraft_model::Severity;

use crate::facts::PolicyCommand;
use crate::rules::effect::reaches;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "Q03",
    name: "multiple-permissive-policies",
    severity: Severity::Warning,
    splinter: Some("0006_multiple_permissive_policies"),
    summary: "Several permissive policies hold for one role and command.",
    why: "Postgres tries them one after the other for every row that the first ones keep out. And each of them opens rows by itself, whatever the others say.",
    help: "join them into one policy with OR, or narrow their roles and commands",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, reader uuid);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));
        create policy reader on public.notes for select to authenticated using (reader = (select auth.uid()));",
    good: "create table public.notes (id uuid primary key, owner uuid not null, reader uuid);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy readers on public.notes for select to authenticated
            using ((select auth.uid()) in (owner, reader));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in scope.facts.relations.iter().filter(|it| it.rls) {
        let mut said = Vec::new();
        for role in scope.facts.bound_roles() {
            for command in PolicyCommand::EACH {
                let names: Vec<_> = scope
                    .facts
                    .policies_of(&relation.name)
                    .filter(|it| it.permissive && it.command.covers(command) && it.applies_to(role))
                    .map(|it| format!("`{}`", it.name.as_str()))
                    .collect();
                if names.len() > 1 && reaches(scope, relation, role, command) {
                    said.push(format!(
                        "{} by {}: {}",
                        command.sql(),
                        role.name,
                        names.join(", ")
                    ));
                }
            }
        }
        if !said.is_empty() && relation.extension.is_none() {
            hits.push(Hit::new(
                &relation.name,
                format!(
                    "{} has several permissive policies for {}",
                    relation.name,
                    said.join("; ")
                ),
            ));
        }
    }
    hits
}
