//! P25: callers who are not signed in can write.

use stagecraft_model::Severity;

use super::policy_for_everyone::admits_anybody;
use crate::facts::{Clause, PolicyCommand};
use crate::rules::effect::{InForce, permissive, reaches};
use crate::rules::tenant::is_declared_open_to;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P25",
    name: "anon-can-write",
    severity: Severity::Error,
    splinter: None,
    summary: "A permissive policy lets `anon` insert, update or delete rows, and `anon` has the privilege.",
    why: "Anybody who knows the project's URL and its publishable key can do it, as often as they like.",
    help: "name `authenticated` in TO and compare with the caller, or revoke the privilege from `anon`",
    bad: "create table public.notes (id uuid primary key, title text);
        alter table public.notes enable row level security;
        create policy edit on public.notes for update to anon, authenticated using (title is not null);",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select, update on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));
        create policy edit on public.notes for update to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope).filter(InForce::writes) {
        let Some(anon) = it.roles.iter().find(|role| role.name == "anon") else {
            continue;
        };
        let commands: Vec<_> = [
            (PolicyCommand::Insert, Clause::Check),
            (PolicyCommand::Update, Clause::Using),
            (PolicyCommand::Delete, Clause::Using),
        ]
        .into_iter()
        .filter(|(command, _)| {
            it.policy.command.covers(*command) && reaches(scope, it.relation, anon, *command)
        })
        .filter(|(_, clause)| {
            // FOR ALL without a check takes USING for it.
            let clause = if it.policy.clause(*clause).is_some() {
                *clause
            } else {
                Clause::Using
            };
            admits_anybody(scope, &it, clause)
        })
        .map(|(command, _)| command)
        .collect();
        if commands.is_empty()
            || it.is_restricted(scope)
            || is_declared_open_to(scope, &it, &[*anon], &commands)
        {
            continue;
        }
        let words: Vec<_> = commands.iter().map(|it| it.sql()).collect();
        let hit = Hit::new(
            &it.object(),
            format!(
                "policy `{}` on {} lets callers {} who are not signed in",
                it.policy.name.as_str(),
                it.relation.name,
                words.join(", ")
            ),
        );
        // A form that anybody may fill in names `anon`.
        let form =
            commands == [PolicyCommand::Insert] && it.policy.roles.iter().any(|it| it == "anon");
        hits.push(if form {
            hit.severity(Severity::Warning)
        } else {
            hit
        });
    }
    hits
}
