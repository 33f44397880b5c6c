//! Making a snapshot of rows, and its digest.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use stagecraft_model::{Digest, Digester, QualifiedName};

use crate::{
    Collection, Column, Constraint, DependencyRow, Error, Identity, Index, Kind, MemberName,
    Object, Policy, Rule, Snapshot, Trigger,
};

/// Goes into every digest; changes when what a snapshot says changes meaning.
const SCHEMA: &str = "stagecraft.catalog/2";

/// One row of a kind's query: the object's identity and its properties.
#[derive(Debug, Clone)]
pub struct Row {
    /// What the server knows the object by.
    pub identity: Identity,
    /// The columns from the third on by their names, those that are null or
    /// false left out. One-letter codes are text, arrays are lists.
    pub object: Map<String, Value>,
}

impl Snapshot {
    /// Makes a snapshot of what the queries of all kinds answered, in any
    /// order. Fails when a row is not an object of its kind.
    pub fn of_rows(
        server_version_num: u32,
        rows: impl IntoIterator<Item = (Kind, Row)>,
        dependencies: &[DependencyRow],
    ) -> Result<Self, Error> {
        let mut snapshot = Self {
            server_version_num,
            ..Self::default()
        };
        snapshot.take_all(rows)?;
        snapshot
            .dependencies
            .replace(&BTreeSet::new(), dependencies, &snapshot.identities);
        Ok(snapshot)
    }

    /// Takes rows; all columns of a relation come together.
    pub(crate) fn take_all(
        &mut self,
        rows: impl IntoIterator<Item = (Kind, Row)>,
    ) -> Result<(), Error> {
        let mut columns = Vec::new();
        for (kind, row) in rows {
            let object = Value::Object(row.object);
            let unreadable = |source| Error::RowUnreadable {
                kind,
                oid: row.identity.oid,
                source,
            };
            if kind == Kind::Column {
                let column: Column = serde_json::from_value(object).map_err(unreadable)?;
                columns.push((column, row.identity));
            } else {
                self.take(kind, row.identity, object).map_err(unreadable)?;
            }
        }
        // Spelled out, the grants that an object came with are still those.
        let usual: Vec<_> = self
            .inherited_grants
            .iter()
            .filter(|it| it.acl == it.initial)
            .map(Object::id)
            .collect();
        for object in usual {
            self.remove(&object);
        }
        columns.sort_by_key(|(_, identity)| *identity);
        // Dropped columns leave holes in the numbers that the server gives.
        for relation in columns.chunk_by_mut(|(_, one), (_, other)| one.oid == other.oid) {
            for (position, (column, _)) in (1..).zip(relation.iter_mut()) {
                column.position = position;
            }
        }
        for (column, identity) in columns {
            self.identities.insert(column.id(), identity);
            self.columns.insert(column);
        }
        Ok(())
    }

    /// Returns the digest of all objects: equal for two databases of one
    /// major version exactly when [`diff`](crate::diff) finds nothing.
    pub fn digest(&self) -> Digest {
        let mut digester = Digester::new();
        digester.field(SCHEMA);
        for kind in Kind::ALL {
            // Kinds that a database does not use leave no trace, so that a
            // kind can be added without changing every digest.
            if self.count_of(*kind) > 0 {
                digester.field(kind.as_str());
                digester.field(self.digest_of(*kind).to_string());
            }
        }
        digester.finish()
    }

    /// Returns the columns of a relation or composite type in their order.
    pub fn columns_of<'a>(&'a self, relation: &QualifiedName) -> Vec<&'a Column> {
        let mut columns: Vec<_> = members(&self.columns, relation).collect();
        columns.sort_by_key(|it| it.position);
        columns
    }

    /// Returns the constraints of a table or domain.
    pub fn constraints_of<'a>(
        &'a self,
        relation: &'a QualifiedName,
    ) -> impl Iterator<Item = &'a Constraint> {
        members(&self.constraints, relation)
    }

    /// Returns the triggers of a relation.
    pub fn triggers_of<'a>(
        &'a self,
        relation: &'a QualifiedName,
    ) -> impl Iterator<Item = &'a Trigger> {
        members(&self.triggers, relation)
    }

    /// Returns the policies of a table.
    pub fn policies_of<'a>(
        &'a self,
        relation: &'a QualifiedName,
    ) -> impl Iterator<Item = &'a Policy> {
        members(&self.policies, relation)
    }

    /// Returns the rules of a relation.
    pub fn rules_of<'a>(&'a self, relation: &'a QualifiedName) -> impl Iterator<Item = &'a Rule> {
        members(&self.rules, relation)
    }

    /// Returns the indexes of a table or materialized view.
    pub fn indexes_of<'a>(
        &'a self,
        relation: &'a QualifiedName,
    ) -> impl Iterator<Item = &'a Index> {
        self.indexes
            .iter()
            .filter(move |it| it.table == relation.name && it.schema == relation.schema)
    }

    /// Returns the order of each relation's columns.
    pub(crate) fn column_orders(&self) -> BTreeMap<QualifiedName, Vec<&str>> {
        let mut columns: Vec<&Column> = self.columns.iter().collect();
        columns
            .chunk_by_mut(|one, other| same_relation(one, other))
            .filter_map(|group| {
                group.sort_by_key(|it| it.position);
                let relation = group.first()?.name().relation();
                Some((relation, group.iter().map(|it| it.name.as_str()).collect()))
            })
            .collect()
    }
}

/// Columns of one relation stand side by side: their names say so first.
fn same_relation(one: &Column, other: &Column) -> bool {
    one.relation == other.relation && one.schema == other.schema
}

/// Finds the members of a relation, which stand side by side.
fn members<'a, T: Object<Name = MemberName>>(
    collection: &'a Collection<T>,
    relation: &QualifiedName,
) -> impl Iterator<Item = &'a T> + use<'a, T> {
    let relation = relation.clone();
    let first = MemberName {
        schema: relation.schema.clone(),
        relation: relation.name.clone(),
        name: "".into(),
    };
    collection
        .range(first)
        .take_while(move |(name, _)| {
            name.schema == relation.schema && name.relation == relation.name
        })
        .map(|(_, object)| object)
}
