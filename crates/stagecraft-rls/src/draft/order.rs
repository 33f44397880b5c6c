//! The tables whose rows a fixture makes, parents first.

use std::collections::BTreeMap;

use stagecraft_model::{QualifiedName, is_platform_schema};

use crate::facts::{Facts, ForeignKey, Relation};

/// Returns the tables to look at, parents first, with the keys that have to wait.
pub(super) fn tables<'a>(
    facts: &'a Facts,
    schemas: &[String],
) -> Vec<(&'a Relation, Vec<&'a ForeignKey>)> {
    let is_own = |it: &&Relation| {
        let schema = it.name.schema.as_str();
        !is_platform_schema(schema) || schemas.iter().any(|it| it == schema)
    };
    let is_table =
        |it: &&Relation| it.kind.has_policies() && !it.is_partition && it.extension.is_none();
    let mut open: BTreeMap<&QualifiedName, &Relation> = facts
        .relations
        .iter()
        .filter(is_table)
        .filter(is_own)
        .map(|it| (&it.name, it))
        .collect();
    loop {
        let parents: Vec<_> = open
            .values()
            .flat_map(|it| &it.foreign_keys)
            .filter(|it| !open.contains_key(&it.parent))
            .filter_map(|it| facts.relation(&it.parent))
            .filter(is_table)
            .collect();
        if parents.is_empty() {
            break;
        }
        open.extend(parents.into_iter().map(|it| (&it.name, it)));
    }
    if let Some(users) = facts.relation(&super::shape::auth_users()) {
        open.insert(&users.name, users);
    }
    let mut order = Vec::new();
    while !open.is_empty() {
        let waits = |it: &Relation, strict: bool| {
            it.foreign_keys.iter().any(|key| {
                key.parent != it.name
                    && open.contains_key(&key.parent)
                    && (!strict || !may_wait(it, key))
            })
        };
        let next = open
            .values()
            .find(|it| !waits(it, false))
            .or_else(|| open.values().find(|it| !waits(it, true)))
            .or_else(|| open.values().next())
            .copied();
        let Some(next) = next else { break };
        open.remove(&next.name);
        let waiting = next
            .foreign_keys
            .iter()
            .filter(|it| open.contains_key(&it.parent) && may_wait(next, it))
            .collect();
        order.push((next, waiting));
    }
    order
}

fn may_wait(table: &Relation, key: &ForeignKey) -> bool {
    key.columns
        .iter()
        .any(|it| table.column(it).is_some_and(|it| !it.not_null))
}
