//! What is assumed of tables that the profile says nothing of.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{ConstraintType, Persistence, Snapshot};
use stagecraft_model::{QualifiedName, is_platform_schema};

use crate::shape::root_of;

/// Returns whether a table is the platform's.
pub fn is_platform(table: &QualifiedName) -> bool {
    is_platform_schema(table.schema.as_str())
}

/// Tables in which tools note what they have run: a row that is made up would be
/// taken for a migration.
const BOOKS: [&str; 6] = [
    "__diesel_schema_migrations",
    "_prisma_migrations",
    "_sqlx_migrations",
    "flyway_schema_history",
    "goose_db_version",
    "schema_migrations",
];

/// Returns the project's tables that rows are made for, each partitioned table
/// once, and those of the platform that they point at.
pub fn own_tables(snapshot: &Snapshot) -> Vec<QualifiedName> {
    let own: BTreeSet<QualifiedName> = snapshot
        .tables
        .iter()
        .filter(|it| it.partition_bound.is_none() && it.foreign_server.is_none())
        .filter(|it| it.persistence != Persistence::Temporary)
        .map(stagecraft_catalog::Object::name)
        .filter(|it| !is_platform(it) && !BOOKS.contains(&it.name.as_str()))
        .collect();
    let parents = parents(snapshot);
    let pointed_at: BTreeSet<QualifiedName> = own
        .iter()
        .filter_map(|it| parents.get(it))
        .flatten()
        .filter(|it| snapshot.tables.contains(it))
        .cloned()
        .collect();
    own.union(&pointed_at).cloned().collect()
}

/// Returns the tables that each table's foreign keys point at.
fn parents(snapshot: &Snapshot) -> BTreeMap<QualifiedName, BTreeSet<QualifiedName>> {
    let mut parents: BTreeMap<QualifiedName, BTreeSet<QualifiedName>> = BTreeMap::new();
    for constraint in &snapshot.constraints {
        if constraint.r#type == ConstraintType::ForeignKey
            && let Some(parent) = &constraint.references
        {
            let child = QualifiedName {
                schema: constraint.schema.clone(),
                name: constraint.relation.clone(),
            };
            parents
                .entry(root_of(snapshot, &child))
                .or_default()
                .insert(root_of(snapshot, parent));
        }
    }
    parents
}
