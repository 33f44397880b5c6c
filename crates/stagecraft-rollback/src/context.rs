//! What every statement's text depends on besides its object.

use stagecraft_catalog::{Column, Kind, Object, ObjectId, Snapshot, Table};
use stagecraft_model::{Ident, QualifiedName};

/// The two catalogs, and who will run the rollback.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The catalog to go back to.
    pub(crate) before: &'a Snapshot,
    /// The catalog as the migration left it, with the old names.
    pub(crate) after: &'a Snapshot,
    /// The role that runs the rollback: it owns what it makes.
    pub(crate) role: &'a Ident,
}

impl<'a> Context<'a> {
    /// Returns the columns of a relation of the catalog to go back to.
    pub(crate) fn columns(&self, name: &QualifiedName) -> Vec<&'a Column> {
        self.before.columns_of(name)
    }

    /// Returns whether the server is of this major version or later.
    pub(crate) fn is_from(&self, major: u32) -> bool {
        self.before.server_version_num >= major * 10_000
    }
}

/// Returns whether a name is a domain's rather than a relation's.
pub(crate) fn is_domain(snapshot: &Snapshot, name: &QualifiedName) -> bool {
    snapshot.domains.contains(name)
}

/// Returns the relation of a name, whatever kind it is.
pub(crate) fn relation(snapshot: &Snapshot, name: &QualifiedName) -> Option<ObjectId> {
    snapshot
        .tables
        .get(name)
        .map(Table::id)
        .or_else(|| snapshot.views.get(name).map(Object::id))
        .or_else(|| snapshot.materialized_views.get(name).map(Object::id))
        .or_else(|| snapshot.composite_types.get(name).map(Object::id))
        .or_else(|| snapshot.domains.get(name).map(Object::id))
}

/// Returns the word of `ALTER` and `COMMENT ON` for a relation.
pub(crate) fn relation_word(snapshot: &Snapshot, name: &QualifiedName) -> &'static str {
    match relation(snapshot, name).map(|it| it.kind) {
        Some(Kind::View) => "view",
        Some(Kind::MaterializedView) => "materialized view",
        Some(Kind::CompositeType) => "type",
        Some(Kind::Domain) => "domain",
        _ if is_foreign(snapshot, name) => "foreign table",
        _ => "table",
    }
}

/// Returns whether a table's rows stand on another server.
pub(crate) fn is_foreign(snapshot: &Snapshot, name: &QualifiedName) -> bool {
    let table = snapshot.tables.get(name);
    table.is_some_and(|it| it.foreign_server.is_some())
}

/// Returns whether a table only passes rows on to its partitions.
pub(crate) fn is_partitioned(snapshot: &Snapshot, name: &QualifiedName) -> bool {
    let table = snapshot.tables.get(name);
    table.is_some_and(|it| it.partition_key.is_some())
}
