//! W05: rows that may be changed and not be seen.

use stagecraft_model::Severity;

use crate::facts::PolicyCommand;
use crate::rules::effect::reaches;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W05",
    name: "writes-without-select",
    severity: Severity::Warning,
    splinter: None,
    summary: "Permissive policies let a role update or delete rows, and none lets it select any.",
    why: "An UPDATE or DELETE that has a WHERE or RETURNING over a column also passes the SELECT policies: it changes no row and says nothing. One without a WHERE changes all rows that the policy opens.",
    help: "add a SELECT policy for the same rows",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy remove on public.notes for delete to authenticated using (owner = (select auth.uid()));",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select, delete on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));
        create policy remove on public.notes for delete to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in scope.facts.relations.iter().filter(|it| it.rls) {
        if relation.extension.is_some() {
            continue;
        }
        let policies: Vec<_> = scope
            .facts
            .policies_of(&relation.name)
            .filter(|it| it.permissive)
            .collect();
        for role in scope.facts.bound_roles() {
            let covers = |command: PolicyCommand| {
                policies
                    .iter()
                    .any(|it| it.applies_to(role) && it.command.covers(command))
            };
            let commands: Vec<_> = [PolicyCommand::Update, PolicyCommand::Delete]
                .into_iter()
                .filter(|it| covers(*it) && reaches(scope, relation, role, *it))
                .map(PolicyCommand::sql)
                .collect();
            if !commands.is_empty() && !covers(PolicyCommand::Select) {
                hits.push(Hit::new(
                    &relation.name,
                    format!(
                        "{} lets {} {} rows that it does not let them select",
                        relation.name,
                        role.name,
                        commands.join(" and ")
                    ),
                ));
            }
        }
    }
    hits
}
