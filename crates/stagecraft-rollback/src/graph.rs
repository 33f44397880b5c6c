//! Dependencies by name, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Kind, MemberName, Object as _, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::QualifiedName;

use crate::unrecorded::unrecorded;

/// An object, or a column's default.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Vertex {
    pub(crate) object: ObjectId,
    pub(crate) is_default: bool,
}

impl From<ObjectId> for Vertex {
    fn from(object: ObjectId) -> Self {
        Self {
            object,
            is_default: false,
        }
    }
}

/// What depends on what in one catalog.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    needs: BTreeMap<Vertex, BTreeSet<Vertex>>,
    needed_by: BTreeMap<Vertex, BTreeSet<Vertex>>,
}

impl Graph {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let mut graph = Self::default();
        for (dependent, dependency) in snapshot.dependencies.iter() {
            let vertex = |node: stagecraft_catalog::Node| {
                let object = node.object(&snapshot.identities)?;
                Some(Vertex {
                    object: stand_in(object, snapshot),
                    is_default: node.is_default,
                })
            };
            let (Some(dependent), Some(on)) = (vertex(dependent), vertex(dependency.on)) else {
                continue;
            };
            graph.add(dependent, on);
        }
        for (dependent, on) in unrecorded(snapshot) {
            graph.add(dependent.into(), on.into());
        }
        graph
    }

    fn add(&mut self, dependent: Vertex, on: Vertex) {
        if dependent == on {
            return;
        }
        self.needed_by
            .entry(on.clone())
            .or_default()
            .insert(dependent.clone());
        self.needs.entry(dependent).or_default().insert(on);
    }

    /// Returns what an object needs.
    pub(crate) fn needs<'a>(
        &'a self,
        vertex: &Vertex,
    ) -> impl Iterator<Item = &'a Vertex> + use<'a> {
        self.needs.get(vertex).into_iter().flatten()
    }

    /// Returns what needs an object.
    pub(crate) fn needed_by<'a>(
        &'a self,
        vertex: &Vertex,
    ) -> impl Iterator<Item = &'a Vertex> + use<'a> {
        self.needed_by.get(vertex).into_iter().flatten()
    }
}

/// What an object comes and goes with: an index with its constraint, the
/// sequence of an identity column with the column.
pub(crate) fn stand_in(object: &ObjectId, snapshot: &Snapshot) -> ObjectId {
    found_stand_in(object, snapshot).unwrap_or_else(|| object.clone())
}

fn found_stand_in(object: &ObjectId, snapshot: &Snapshot) -> Option<ObjectId> {
    let name = QualifiedName::of_name(&object.name)?;
    match object.kind {
        Kind::Index => {
            let index = snapshot.indexes.get(&name)?;
            let constraint = MemberName {
                schema: index.schema.clone(),
                relation: index.table.clone(),
                name: index.constraint.clone()?,
            };
            Some(snapshot.constraints.get(&constraint)?.id())
        }
        Kind::Sequence => {
            let sequence = snapshot.sequences.get(&name)?;
            if !sequence.identity {
                return None;
            }
            Some(ObjectId {
                kind: Kind::Column,
                name: sequence.owned_by.clone()?.into(),
            })
        }
        _ => None,
    }
}

/// Returns the relation that an object is a part of, as an object.
pub(crate) fn whole(object: &ObjectId, snapshot: &Snapshot) -> Option<ObjectId> {
    let relation = snapshot.relation_of(object)?;
    crate::context::relation(snapshot, &relation)
}
