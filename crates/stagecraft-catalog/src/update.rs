//! A snapshot brought up to date with what was read again.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_model::QualifiedName;

use crate::{
    DependencyRow, Error, Identity, Kind, Node, ObjectId, Reread, Row, Snapshot, catalogs,
};

/// A snapshot that was brought up to date, and what it still needs.
#[derive(Debug, Clone)]
pub struct Updated {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// What else has to be read again: objects whose text names something that
    /// got another name, grants on what no snapshot holds.
    pub also: Reread,
}

impl Snapshot {
    /// Returns the snapshot with what was read again in place of what was
    /// there. Fails when a row is not an object of its kind.
    pub fn updated(
        &self,
        reread: &Reread,
        rows: Vec<(Kind, Row)>,
        dependencies: &[DependencyRow],
    ) -> Result<Updated, Error> {
        let mut snapshot = self.clone();
        let oids = reread.all_oids();
        for kind in &reread.whole {
            snapshot.clear(*kind);
        }
        for object in &reread.gone {
            snapshot.remove_with_parts(object);
        }
        for oid in &oids {
            for object in self.objects_of(*oid) {
                snapshot.remove_with_parts(&object);
            }
        }
        let found: BTreeSet<u32> = rows.iter().map(|(_, row)| row.identity.oid).collect();
        let read: Vec<(Kind, Identity)> = rows
            .iter()
            .map(|(kind, row)| (*kind, row.identity))
            .collect();
        snapshot.take_all(rows)?;
        let identities = snapshot.identities.clone();
        snapshot
            .dependencies
            .replace(&oids, dependencies, &identities);
        let mut also = self.also(&snapshot, &read, reread);
        let is_foreign = |oid: &u32| !found.contains(oid) && self.objects_of(*oid).is_empty();
        if oids.iter().any(is_foreign) && !reread.whole.contains(&Kind::InheritedGrant) {
            also.whole.insert(Kind::InheritedGrant);
        }
        Ok(Updated { snapshot, also })
    }

    /// Returns the relations, types, routines and schemas with this oid.
    fn objects_of(&self, oid: u32) -> Vec<ObjectId> {
        [
            catalogs::PG_CLASS,
            catalogs::PG_TYPE,
            catalogs::PG_PROC,
            catalogs::PG_NAMESPACE,
        ]
        .into_iter()
        .flat_map(catalogs::kinds_of)
        .filter(|kind| **kind != Kind::Index)
        .filter_map(|kind| self.identities.object(*kind, Identity { oid, part: 0 }))
        .cloned()
        .collect()
    }

    /// Removes an object and what belongs to it.
    fn remove_with_parts(&mut self, object: &ObjectId) {
        self.remove(object);
        let (Some(schema), true) = (&object.name.schema, has_parts(object.kind)) else {
            return;
        };
        let relation = QualifiedName {
            schema: schema.clone(),
            name: object.name.name.clone(),
        };
        for part in self.parts_of(&relation) {
            self.remove(&part);
        }
    }

    /// Returns the columns, constraints, indexes, … of a relation, and the
    /// constraints of a domain.
    pub fn parts_of(&self, relation: &QualifiedName) -> Vec<ObjectId> {
        fn ids<'a, T: crate::Object>(objects: impl Iterator<Item = &'a T>) -> Vec<ObjectId> {
            objects.map(crate::Object::id).collect()
        }
        let mut parts = ids(self.columns_of(relation).into_iter());
        parts.extend(ids(self.constraints_of(relation)));
        parts.extend(ids(self.indexes_of(relation)));
        parts.extend(ids(self
            .statistics
            .iter()
            .filter(|it| it.table == *relation)));
        parts.extend(ids(self.triggers_of(relation)));
        parts.extend(ids(self.silenced_checks.iter().filter(|it| {
            it.schema == relation.schema && it.relation == relation.name
        })));
        parts.extend(ids(self.rules_of(relation)));
        parts.extend(ids(self.policies_of(relation)));
        parts
    }

    /// Says what has to be read again because it names what got another name:
    /// text that the server deparses changes without its row being written.
    fn also(&self, after: &Self, read: &[(Kind, Identity)], reread: &Reread) -> Reread {
        let mut renamed: BTreeSet<(Kind, u32)> = BTreeSet::new();
        // Relations that got or lost columns: in text, columns of joined
        // relations get aliases where names would not be clear otherwise.
        let mut reshaped: BTreeSet<u32> = BTreeSet::new();
        let mut columns: BTreeMap<u32, Vec<(i32, Option<&ObjectId>)>> = BTreeMap::new();
        for (kind, identity) in read {
            let new = after.identities.object(*kind, *identity);
            let old = self.identities.object(*kind, *identity);
            if *kind == Kind::Column {
                columns
                    .entry(identity.oid)
                    .or_default()
                    .push((identity.part, new));
            } else if old.is_some() && old != new {
                if *kind == Kind::Schema {
                    return Reread {
                        everything: true,
                        ..Reread::default()
                    };
                }
                renamed.insert((*kind, identity.oid));
            }
            if *kind == Kind::EnumType && old.is_some() {
                renamed.insert((*kind, identity.oid));
            }
        }
        for (oid, mut list) in columns {
            list.sort();
            let old = self.column_names(oid);
            let Some(whole) = self.objects_of(oid).first().map(|it| it.kind) else {
                continue;
            };
            let is_renamed = |(part, name): &(i32, Option<&ObjectId>)| {
                list.iter().any(|(it, new)| it == part && new != name)
            };
            if old.iter().any(is_renamed) {
                renamed.insert((whole, oid));
            } else if old != list {
                reshaped.insert(oid);
            }
        }
        let mut also = Reread::default();
        if renamed.is_empty() && reshaped.is_empty() {
            return also;
        }
        let is_renamed = |node: &Node| {
            let kind = if node.kind == Kind::Column {
                None
            } else {
                Some(node.kind)
            };
            renamed
                .iter()
                .any(|(it, oid)| *oid == node.identity.oid && kind.is_none_or(|kind| kind == *it))
        };
        for (dependent, dependency) in after.dependencies.iter() {
            let is_reworded = has_joins(dependent.kind)
                && matches!(dependency.on.kind, Kind::Column | Kind::Table)
                && reshaped.contains(&dependency.on.identity.oid);
            if (is_reworded || is_renamed(&dependency.on))
                && let Some(object) = dependent.object(&after.identities)
            {
                also.add(after, object, dependent.identity);
            }
        }
        if !renamed.is_empty() {
            self.add_nameless(&mut also);
        }
        for (mine, done) in [
            (&mut also.relations, &reread.relations),
            (&mut also.types, &reread.types),
            (&mut also.routines, &reread.routines),
        ] {
            mine.retain(|oid| !done.contains(oid));
        }
        also.whole.retain(|kind| !reread.whole.contains(kind));
        also
    }

    /// Adds what names others without a dependency of its own that says so.
    fn add_nameless(&self, also: &mut Reread) {
        if !self.operator_classes.is_empty() || !self.operator_families.is_empty() {
            also.whole.insert(Kind::OperatorClass);
            also.whole.insert(Kind::OperatorFamily);
        }
        if !self.security_labels.is_empty() {
            also.whole.insert(Kind::SecurityLabel);
        }
        if self.extensions.iter().any(|it| !it.dependents.is_empty()) {
            also.whole.insert(Kind::Extension);
        }
        for check in self.silenced_checks.iter().filter(|it| it.of.is_some()) {
            let relation = QualifiedName {
                schema: check.schema.clone(),
                name: check.relation.clone(),
            };
            let identity = self.relation_identity(&relation);
            also.relations.extend(identity.map(|it| it.oid));
        }
    }

    /// Returns the columns of a relation by their numbers, as they were.
    fn column_names(&self, oid: u32) -> Vec<(i32, Option<&ObjectId>)> {
        self.identities
            .parts(Kind::Column, oid)
            .map(|(object, identity)| (identity.part, Some(object)))
            .collect()
    }
}

/// Returns whether the text of a kind may hold joins.
fn has_joins(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::View | Kind::MaterializedView | Kind::Rule | Kind::Policy | Kind::Routine
    )
}

fn has_parts(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Table | Kind::View | Kind::MaterializedView | Kind::CompositeType | Kind::Domain
    )
}
