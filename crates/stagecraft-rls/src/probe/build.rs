//! From contract and catalogs to the plan.

use std::collections::BTreeMap;

use stagecraft_model::{Ident, QualifiedName};
use toml::Spanned;

use super::condition::condition;
use super::constant;
use super::plan::{Plan, PlannedActor, PlannedCall, PlannedCell, PlannedFunction, PlannedObject};
use crate::contract::{Contract, DeniedBy, Entry, FunctionEntry, Level, qualified};
use crate::facts::{ColumnFacts, Facts, PolicyCommand, Relation, RelationKind};

/// Makes the plan of all probes. Entries of objects that don't exist are left
/// out: [`coverage`](super::coverage) reports them.
pub fn plan(contract: &Contract, facts: &Facts) -> Plan {
    let is_bound = |name: &String| facts.role(name).is_some_and(|it| !it.bypasses());
    let roles = contract.roles();
    let mut objects = Vec::new();
    for (name, entry) in contract.relations() {
        let Some(relation) = facts.named(name.get_ref()) else {
            continue;
        };
        objects.push(object(contract, facts, entry, relation, kind(relation)));
        objects.extend(
            partitions(facts, &relation.name)
                .into_iter()
                .map(|it| object(contract, facts, entry, it, "partition")),
        );
    }
    let is_asked = |it: &String| {
        contract
            .uncovered
            .as_ref()
            .is_none_or(|asked| asked.contains(it))
    };
    let uncovered = ["TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"]
        .map(str::to_owned)
        .into_iter()
        .filter(is_asked)
        .collect();
    Plan {
        read_only: false,
        actors: actors(contract),
        bound_roles: roles.iter().filter(|it| is_bound(it)).cloned().collect(),
        roles,
        uncovered,
        tenant_type: contract.tenancy.data_type().to_owned(),
        tenants_of: tenants_of(contract),
        identity: facts
            .routine("auth.uid()")
            .map(|_| "auth.uid()::text".to_owned()),
        echo: contract.tenancy.echo.clone(),
        hidden: contract.hidden.clone(),
        locked: contract
            .locked
            .iter()
            .map(|it| it.get_ref().clone())
            .collect(),
        objects,
        functions: contract
            .function
            .iter()
            .filter_map(|(name, entry)| function(contract, facts, name, entry))
            .collect(),
    }
}

impl Facts {
    /// Returns the relation that the contract calls `schema.name`, quoted or not.
    pub fn named(&self, name: &str) -> Option<&Relation> {
        self.relation(&qualified(name)?)
    }
}

fn kind(relation: &Relation) -> &'static str {
    match relation.kind {
        RelationKind::Table | RelationKind::Partitioned => "table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "matview",
        RelationKind::ForeignTable => "foreign",
    }
}

fn actors(contract: &Contract) -> Vec<PlannedActor> {
    contract
        .actors
        .iter()
        .map(|(name, actor)| {
            let actor = actor.get_ref();
            let ids = actor.tenants.as_ref().map(|it| {
                let mut ids: Vec<_> = it
                    .iter()
                    .filter_map(|it| contract.tenants.get(it.get_ref()).cloned())
                    .collect();
                ids.sort();
                ids
            });
            let first = ids.as_ref().and_then(|it| it.first());
            let tenant = contract
                .tenancy
                .claim
                .as_deref()
                .zip(first.map(String::as_str));
            PlannedActor {
                name: name.clone(),
                role: actor.role.clone(),
                user: actor.user.clone(),
                claims: actor.claims(name, tenant),
                tenants: ids,
            }
        })
        .collect()
}

fn tenants_of(contract: &Contract) -> BTreeMap<String, Option<String>> {
    let mut queries = BTreeMap::new();
    let Some(membership) = &contract.tenancy.membership else {
        queries.insert(String::new(), None);
        return queries;
    };
    queries.insert(String::new(), Some(membership.tenants_of("{user}", None)));
    for role in &membership.roles {
        queries.insert(
            role.clone(),
            Some(membership.tenants_of("{user}", Some(role))),
        );
    }
    queries
}

/// Partitions of a table, at any depth, that a role can reach by their own name.
fn partitions<'a>(facts: &'a Facts, table: &QualifiedName) -> Vec<&'a Relation> {
    let mut found = Vec::new();
    for child in facts
        .relations
        .iter()
        .filter(|it| it.parents.contains(table))
    {
        let enters = |role: &str| {
            facts
                .schema(child.name.schema.as_str())
                .is_some_and(|it| it.usage.iter().any(|it| it == role))
        };
        if facts
            .bound_roles()
            .any(|it| enters(&it.name) && child.is_granted_to(it))
        {
            found.push(child);
        }
        found.extend(partitions(facts, &child.name));
    }
    found
}

fn object(
    contract: &Contract,
    facts: &Facts,
    entry: &Entry,
    relation: &Relation,
    kind: &'static str,
) -> PlannedObject {
    let column = |name: &Option<Spanned<String>>| {
        let name = Ident::new(name.as_ref()?.get_ref().as_str());
        relation.column(&name)
    };
    let tenant = column(&entry.tenant);
    let owner = column(&entry.owner);
    let cells = cells(contract, entry, relation);
    let mut updaters: Vec<_> = cells
        .iter()
        .filter(|it| it.command == "update" && it.level != "none")
        .flat_map(|it| &it.actors)
        .filter_map(|it| contract.actors.get(it))
        .map(|it| it.get_ref().role.clone())
        .filter(|it| facts.role(it).is_some_and(|it| !it.bypasses()))
        .collect();
    updaters.sort();
    updaters.dedup();
    let names = |is: &dyn Fn(&ColumnFacts) -> bool| {
        relation
            .columns
            .iter()
            .filter(|it| is(it))
            .map(|it| it.name.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    PlannedObject {
        name: relation.name.to_string(),
        kind,
        tenant_column: tenant.map(|it| it.name.as_str().to_owned()),
        tenant_nullable: tenant.is_some_and(|it| !it.not_null),
        owner_column: owner.map(|it| it.name.as_str().to_owned()),
        columns: names(&|it| {
            !it.generated && it.updatable && !shows_generated(facts, relation, it)
        }),
        all_columns: names(&|_| true),
        key: relation
            .primary_key()
            .iter()
            .map(|it| it.as_str().to_owned())
            .collect(),
        fresh: constant::fresh(entry, relation),
        sets: constant::sets(entry, relation, facts),
        protected: constant::protected(entry, relation),
        unhook: unhook(facts, relation),
        updatable: entry
            .updatable
            .as_ref()
            .map(|it| it.iter().map(|it| it.get_ref().clone()).collect()),
        updaters,
        cells,
    }
}

/// Whether a view's column shows one that Postgres computes: going by its name,
/// as the catalogs don't say which column a view's comes from.
fn shows_generated(facts: &Facts, view: &Relation, column: &ColumnFacts) -> bool {
    view.reads
        .iter()
        .filter_map(|it| facts.relation(it))
        .filter_map(|it| it.column(&column.name))
        .any(|it| it.generated)
}

fn cells(contract: &Contract, entry: &Entry, relation: &Relation) -> Vec<PlannedCell> {
    let mut groups: BTreeMap<(PolicyCommand, PlannedCell), Vec<String>> = BTreeMap::new();
    for name in contract.actors.keys() {
        for command in PolicyCommand::EACH {
            let cell = contract.cell(entry, name, command);
            if !is_possible(relation, command) && cell.level == Level::None {
                continue;
            }
            let (rows, role) = condition(&cell, entry, Some(relation));
            let level = match &cell.filter {
                Some(filter) => format!("{} where {filter}", cell.level),
                None => cell.level.to_string(),
            };
            let planned = PlannedCell {
                command: word(command),
                level,
                rows,
                role,
                denied_by: cell.denied_by.map(|it| match it {
                    DeniedBy::Grant => "grant",
                    DeniedBy::Policy => "policy",
                }),
                actors: Vec::new(),
            };
            groups
                .entry((command, planned))
                .or_default()
                .push(name.clone());
        }
    }
    groups
        .into_iter()
        .map(|((_, cell), actors)| PlannedCell { actors, ..cell })
        .collect()
}

/// Whether the command can do anything to a relation of this kind.
pub(crate) fn is_possible(relation: &Relation, command: PolicyCommand) -> bool {
    let bit = match command {
        PolicyCommand::Select | PolicyCommand::All => return true,
        PolicyCommand::Update => 4,
        PolicyCommand::Insert => 8,
        PolicyCommand::Delete => 16,
    };
    match relation.kind {
        RelationKind::Table | RelationKind::Partitioned => true,
        RelationKind::View => relation.updatable & bit != 0,
        RelationKind::MaterializedView | RelationKind::ForeignTable => false,
    }
}

/// The command in lower case.
pub(crate) fn word(command: PolicyCommand) -> &'static str {
    match command {
        PolicyCommand::Select => "select",
        PolicyCommand::Insert => "insert",
        PolicyCommand::Update => "update",
        PolicyCommand::Delete => "delete",
        PolicyCommand::All => "all",
    }
}

/// Triggers, and foreign keys that point here: they keep rows from being
/// deleted, or delete others whose triggers do. What a partition inherits goes
/// with its parent's.
fn unhook(facts: &Facts, relation: &Relation) -> Option<String> {
    if !relation.kind.has_policies() {
        return None;
    }
    let triggers = (!relation.triggers.is_empty())
        .then(|| format!("alter table {} disable trigger user", relation.name));
    let keys = facts
        .relations
        .iter()
        .filter(|it| !it.is_partition)
        .flat_map(|child| child.foreign_keys.iter().map(move |key| (child, key)))
        .filter(|(_, key)| key.parent == relation.name)
        .map(|(child, key)| format!("alter table {} drop constraint {}", child.name, key.name));
    let statements: Vec<_> = triggers.into_iter().chain(keys).collect();
    (!statements.is_empty()).then(|| statements.join("; "))
}

fn function(
    contract: &Contract,
    facts: &Facts,
    name: &Spanned<String>,
    entry: &FunctionEntry,
) -> Option<PlannedFunction> {
    let routine = facts.routine_named(name.get_ref())?;
    Some(PlannedFunction {
        name: routine.identity.clone(),
        call: routine.qualified.to_string(),
        execute: entry
            .execute
            .iter()
            .map(|it| it.get_ref().clone())
            .collect(),
        calls: entry
            .calls
            .iter()
            .map(|call| {
                let level: Level = call.gives.get_ref().parse().unwrap_or(Level::None);
                let (gives, role) = match &level {
                    Level::All => ("all", None),
                    Level::OwnTenant(role) => ("own_tenant", role.clone()),
                    _ => ("none", None),
                };
                PlannedCall {
                    args: call.args.clone(),
                    gives,
                    level: level.to_string(),
                    role: role.unwrap_or_default(),
                    tenant: call
                        .tenant
                        .as_ref()
                        .and_then(|it| contract.tenants.get(it.get_ref()).cloned()),
                    something: call.something.clone().unwrap_or_else(|| {
                        "not (r is null) and r::text not in ('f', '(f)')".to_owned()
                    }),
                    result_tenant: call.result_tenant.clone(),
                }
            })
            .collect(),
    })
}
