//! P20: a policy that believes a table which the caller writes.

use stagecraft_model::{QualifiedName, Severity};

use crate::facts::{Clause, Policy, PolicyCommand, Relation, Role};
use crate::rules::clause::{Token, own_columns, tokens};
use crate::rules::effect::{InForce, in_force, reaches};
use crate::rules::tenant::tenant_column;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "P20",
    name: "caller-writes-evidence",
    severity: Severity::Error,
    splinter: None,
    summary: "A policy reads a table that the same callers can write as they like.",
    why: "Whoever can add a row to the table of members can make themselves a member, and then the policy lets them in.",
    help: "let only members who may invite add rows, or only the server; enable row security on the table",
    bad: "create table public.members (tenant_id uuid not null, user_id uuid not null, primary key (tenant_id, user_id));
        create table public.invoices (id uuid primary key, tenant_id uuid not null);
        alter table public.invoices enable row level security;
        create policy members on public.invoices for select to authenticated using (exists (
            select from public.members m where m.tenant_id = invoices.tenant_id and m.user_id = (select auth.uid())));",
    good: super::uncorrelated_subquery::RULE.good,
    check,
};

const WRITES: [PolicyCommand; 2] = [PolicyCommand::Insert, PolicyCommand::Update];

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in in_force(scope) {
        for table in evidence(scope, &it) {
            let open = it
                .roles
                .iter()
                .flat_map(|role| WRITES.map(|command| (*role, command)))
                .find_map(|(role, command)| {
                    let severity = writes_freely(scope, table, role, command)?;
                    Some((role, command, severity))
                });
            if let Some((role, command, severity)) = open {
                let message = format!(
                    "policy `{}` on {} believes {}, where {} can {} rows of their own choice",
                    it.policy.name.as_str(),
                    it.relation.name,
                    table.name,
                    role.name,
                    command.sql()
                );
                hits.push(Hit::new(&it.object(), message).severity(severity));
            }
        }
    }
    hits
}

/// Returns the tables that a policy reads, those of functions that it calls
/// included where their bodies name them.
fn evidence<'a>(scope: &Scope<'a>, it: &InForce<'a>) -> Vec<&'a Relation> {
    let called = it
        .policy
        .calls
        .iter()
        .filter_map(|call| scope.facts.routine(call))
        .filter(|routine| routine.extension.is_none());
    let mut names: Vec<&QualifiedName> = it.policy.reads.iter().collect();
    for routine in called {
        let read = tables_read(scope, &routine.source);
        names.extend(read.into_iter().filter(|table| **table != it.relation.name));
    }
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| scope.facts.relation(name))
        .filter(|table| table.kind.has_policies() && table.extension.is_none())
        .collect()
}

/// Returns the tables that stand behind FROM or JOIN in a body.
fn tables_read<'a>(scope: &Scope<'a>, source: &str) -> Vec<&'a QualifiedName> {
    let tokens = tokens(source);
    let mut read = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let name = |n: usize| tokens.get(at + n).and_then(Token::name);
        if !token.is("FROM") && !token.is("JOIN") {
            continue;
        }
        let qualified = tokens.get(at + 2).is_some_and(|it| it.is_symbol("."));
        let tables = scope.facts.relations.iter().map(|it| &it.name);
        read.extend(tables.filter(|it| {
            if qualified {
                name(1) == Some(it.schema.as_str()) && name(3) == Some(it.name.as_str())
            } else {
                name(1) == Some(it.name.as_str()) && scope.is_exposed(it)
            }
        }));
    }
    read
}

/// Returns how grave it is that a role can write rows of a table; nothing where
/// its policies bind them.
fn writes_freely(
    scope: &Scope<'_>,
    table: &Relation,
    role: &Role,
    command: PolicyCommand,
) -> Option<Severity> {
    if !reaches(scope, table, role, command) {
        return None;
    }
    if !table.rls {
        return Some(Severity::Error);
    }
    let policies: Vec<_> = scope
        .facts
        .policies_of(&table.name)
        .filter(|it| it.applies_to(role) && it.command.covers(command))
        .collect();
    let tenant = tenant_column(scope, table);
    let binds = |policy: &&Policy| {
        tenant.as_ref().is_some_and(|tenant| {
            policy
                .effective_check()
                .is_some_and(|text| own_columns(text, table).contains(&tenant.name))
        })
    };
    if policies.iter().any(|it| !it.permissive && binds(it)) {
        return None;
    }
    policies
        .iter()
        .filter(|it| it.permissive)
        .find_map(|policy| {
            let clause = if policy.check.is_some() {
                Clause::Check
            } else {
                Clause::Using
            };
            let shape = scope.shapes.of(&table.name, policy.name.as_str(), clause);
            match (shape, &tenant) {
                (Shape::Tautology, _) => Some(Severity::Error),
                (shape, _) if !shape.is_row() || binds(policy) => None,
                // The row is the caller's own; what else it says, is theirs to choose.
                (_, Some(tenant)) => table
                    .grants_column(&role.name, command.sql(), &tenant.name)
                    .then_some(Severity::Warning),
                (_, None) => (command == PolicyCommand::Insert).then_some(Severity::Note),
            }
        })
}
