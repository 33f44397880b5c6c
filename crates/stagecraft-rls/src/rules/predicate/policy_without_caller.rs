//! P03: a policy that knows the row and not the caller.

use stagecraft_model::Severity;

use crate::facts::PolicyCommand;
use crate::rules::effect::permissive;
use crate::rules::session::reads_session;
use crate::rules::tenant::{is_declared, is_declared_open};
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P03",
    name: "policy-without-caller",
    severity: Severity::Error,
    splinter: None,
    summary: "A permissive policy chooses rows without asking who calls.",
    why: "Every caller of the policy's roles gets the same rows. A sub-select over memberships that is not bound to the caller asks whether anybody is a member.",
    help: "bind the sub-select to the caller: `and m.user_id = (select auth.uid())`; if the rows are meant for everybody, say so in the contract or waive it with a reason",
    bad: "create table public.members (tenant_id uuid not null, user_id uuid not null, primary key (tenant_id, user_id));
        create table public.invoices (id uuid primary key, tenant_id uuid not null);
        alter table public.invoices enable row level security;
        create policy members on public.invoices for select to authenticated using (exists (
            select from public.members m where m.tenant_id = invoices.tenant_id));",
    good: super::uncorrelated_subquery::RULE.good,
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in
        permissive(scope).filter(|it| !is_declared_open(scope, it) && !it.is_restricted(scope))
    {
        let name = it.policy.name.as_str();
        let blind: Vec<_> = it
            .clauses()
            .filter(|(clause, text)| {
                scope.shapes.of(&it.policy.relation, name, *clause).is_row()
                    && !reads_session(scope.facts, text)
            })
            .collect();
        let Some((clause, _)) = blind.first() else {
            continue;
        };
        // `anon` is nobody in particular: there is no caller to ask for.
        if it.roles.iter().all(|role| role.name == "anon") {
            continue;
        }
        // A write whose other clause knows the caller is bound by it, unless what
        // it writes is then anybody's, which is for the write rules to say.
        if blind.len() < it.clauses().count() {
            continue;
        }
        let hit = Hit::new(
            &it.object(),
            format!(
                "policy `{name}` on {} does not ask who calls: its {} is the same for every caller",
                it.relation.name,
                clause.sql()
            ),
        );
        // Rows that are public by a mark of their own are common.
        let public = it.policy.command == PolicyCommand::Select
            && it.policy.reads.is_empty()
            && !is_declared(scope, it.relation);
        hits.push(if public {
            hit.severity(Severity::Note)
        } else {
            hit
        });
    }
    hits
}
