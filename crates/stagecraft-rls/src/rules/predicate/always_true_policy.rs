//! S07: a policy that lets every row through.

use stagecraft_model::Severity;

use crate::facts::{Clause, PolicyCommand};
use crate::rules::effect::permissive;
use crate::rules::tenant::{is_declared, is_declared_open_to};
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "S07",
    name: "always-true-policy",
    severity: Severity::Error,
    splinter: Some("0024_rls_policy_always_true"),
    summary: "A permissive policy's condition holds for every row and every caller.",
    why: "Permissive policies are joined by OR: one that always holds makes the others for the same command and role pointless.",
    help: "compare a column with the caller, or drop the policy; if everybody may read, say so in the contract or waive it with a reason",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy remove on public.notes for delete to authenticated using (owner = auth.uid() or true);",
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
    for it in permissive(scope) {
        let name = it.policy.name.as_str();
        let open: Vec<_> = it
            .clauses()
            .map(|(clause, _)| clause)
            .filter(|clause| {
                scope.shapes.of(&it.policy.relation, name, *clause) == Shape::Tautology
            })
            .map(Clause::sql)
            .collect();
        let commands: Vec<_> = it.commands().collect();
        if open.is_empty()
            || it.is_restricted(scope)
            || is_declared_open_to(scope, &it, &it.roles, &commands)
        {
            continue;
        }
        let hit = Hit::new(
            &it.object(),
            format!(
                "policy `{name}` on {} lets every row through in its {}",
                it.relation.name,
                open.join(" and ")
            ),
        );
        // That everybody may read is often meant; that everybody may write is not,
        // nor what a contract says otherwise.
        let meant = it.policy.command == PolicyCommand::Select && !is_declared(scope, it.relation);
        hits.push(if meant {
            hit.severity(Severity::Note)
        } else {
            hit
        });
    }
    hits
}
