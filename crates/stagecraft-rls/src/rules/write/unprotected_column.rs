//! W10: a column of one's own row that one should not be able to change.

use stagecraft_model::{Ident, Severity};

use crate::facts::{Policy, PolicyCommand, Relation, Role};
use crate::rules::clause::{alternatives, calls, own_columns, requirements, tokens};
use crate::rules::effect::reaches;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W10",
    name: "unprotected-column",
    severity: Severity::Error,
    splinter: None,
    summary: "A role may update a column that the contract protects, or whose name says that it decides what its owner may do.",
    why: "A policy decides over rows, not over columns: who may update their own profile may also set its `role`, unless the privilege on that column is missing.",
    help: "`revoke update on … from authenticated` and grant UPDATE on the other columns; a column revoked while the table is granted stays granted",
    bad: "create table public.profiles (id uuid primary key, name text, role text not null default 'member');
        alter table public.profiles enable row level security;
        create policy own on public.profiles to authenticated using (id = (select auth.uid()));",
    good: "create table public.profiles (id uuid primary key, name text, role text not null default 'member');
        alter table public.profiles enable row level security;
        revoke all on public.profiles from anon, authenticated;
        grant select, update (name) on public.profiles to authenticated;
        create policy own on public.profiles to authenticated using (id = (select auth.uid()));",
    check,
};

/// Names of columns that decide what a user may do or has paid for.
const TELLING: [&str; 14] = [
    "role",
    "user_role",
    "roles",
    "permissions",
    "is_admin",
    "is_superuser",
    "is_staff",
    "admin",
    "plan",
    "tier",
    "credits",
    "balance",
    "is_verified",
    "subscription_status",
];

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in &scope.facts.relations {
        if relation.extension.is_some() || !relation.kind.has_policies() {
            continue;
        }
        let columns = protected(scope, relation);
        // A trigger may put the old value back: only trying tells.
        let trigger = relation
            .triggers
            .iter()
            .any(|it| it.enabled && it.before && it.row && it.update);
        if columns.is_empty() || trigger {
            continue;
        }
        for column in columns {
            let roles: Vec<_> = scope
                .facts
                .bound_roles()
                .filter(|role| updates(scope, relation, role, &column))
                .map(|role| role.name.as_str())
                .collect();
            if roles.is_empty() {
                continue;
            }
            let hit = Hit::of_part(
                &relation.name,
                &column,
                format!(
                    "`{}` of {} can be updated by {}",
                    column.as_str(),
                    relation.name,
                    roles.join(" and ")
                ),
            );
            hits.push(if scope.contract.is_some() {
                hit
            } else {
                hit.severity(Severity::Warning)
            });
        }
    }
    hits
}

fn protected(scope: &Scope<'_>, relation: &Relation) -> Vec<Ident> {
    let named: Vec<_> = match scope.contract {
        Some(contract) => contract
            .entry_of(&relation.name)
            .map(|(_, entry)| entry)
            .into_iter()
            .flat_map(|it| &it.protected)
            .map(|it| it.get_ref().as_str())
            .collect(),
        None => TELLING.to_vec(),
    };
    named
        .into_iter()
        .map(Ident::from)
        .filter(|it| relation.column(it).is_some())
        .collect()
}

/// Returns whether a role has the privilege, and a policy that lets it change a
/// row without a word on the column.
fn updates(scope: &Scope<'_>, relation: &Relation, role: &Role, column: &Ident) -> bool {
    if !reaches(scope, relation, role, PolicyCommand::Update)
        || !relation.grants_column(&role.name, "UPDATE", column)
    {
        return false;
    }
    if !relation.rls {
        return true;
    }
    let policies: Vec<&Policy> = scope
        .facts
        .policies_of(&relation.name)
        .filter(|it| it.applies_to(role) && it.command.covers(PolicyCommand::Update))
        .collect();
    let silent = |policy: &&Policy| {
        policy
            .effective_check()
            .is_some_and(|text| !own_columns(text, relation).contains(column))
    };
    // Without a contract, only a row of the caller's own is suspicious: others
    // are an administrator's to change.
    let own = |policy: &&Policy| {
        scope.contract.is_some()
            || policy
                .using
                .as_deref()
                .is_some_and(|text| is_own_row(relation, text))
    };
    policies
        .iter()
        .any(|it| it.permissive && silent(it) && own(it))
        && policies.iter().all(|it| it.permissive || silent(it))
}

/// Returns whether a condition compares a column with the caller's own id.
fn is_own_row(relation: &Relation, text: &str) -> bool {
    alternatives(text)
        .into_iter()
        .flat_map(requirements)
        .any(|part| {
            let tokens = tokens(part);
            let caller = calls(&tokens)
                .iter()
                .any(|it| it.schema.as_deref() == Some("auth") && it.name == "uid");
            caller
                && tokens.iter().any(|it| it.is_symbol("="))
                && !tokens.iter().any(|it| it.is("FROM"))
                && !own_columns(part, relation).is_empty()
        })
}
