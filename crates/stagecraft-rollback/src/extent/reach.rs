//! Following dependencies: what needs an object that goes.

use std::collections::{BTreeSet, VecDeque};

use stagecraft_catalog::{Kind, MemberName, ObjectId, ObjectKey as _};
use stagecraft_model::QualifiedName;

use super::{Extent, is_anew, is_of_table};
use crate::context::{Context, is_foreign};
use crate::graph::{Graph, Vertex, whole};
use crate::kinds;

impl Extent {
    /// Follows dependencies: what needs an object that goes has to go first,
    /// and to come back when it is in both catalogs.
    pub(super) fn spread(&mut self, context: &Context<'_>, graph: &Graph) {
        let mut queue: VecDeque<Vertex> = self
            .drops
            .iter()
            .chain(&self.recreates)
            .chain(&self.types)
            .cloned()
            .map(Vertex::from)
            .collect();
        let mut seen: BTreeSet<Vertex> = queue.iter().cloned().collect();
        while let Some(vertex) = queue.pop_front() {
            let is_type = self.types.contains(&vertex.object);
            let is_stuck = self.is_stuck(&vertex, graph);
            let dependents: Vec<Vertex> = self
                .with_parts(&vertex, context)
                .iter()
                .flat_map(|it| graph.needed_by(it).cloned().collect::<Vec<_>>())
                .collect();
            for dependent in dependents {
                if let Some(next) = self.reach(&vertex, (is_type, is_stuck), &dependent, context) {
                    let next = Vertex::from(next);
                    if seen.insert(next.clone()) {
                        queue.push_back(next);
                    }
                }
            }
        }
    }

    /// Returns whether a type goes that cannot be put aside until columns have
    /// let go: the functions behind it have only one name.
    fn is_stuck(&self, vertex: &Vertex, graph: &Graph) -> bool {
        let object = &vertex.object;
        self.goes(object)
            && match object.kind {
                Kind::BaseType => true,
                Kind::RangeType => graph.needs(vertex).any(|it| {
                    it.object.kind == Kind::Routine
                        || (it.object.kind == Kind::OperatorClass && self.goes(&it.object))
                }),
                _ => false,
            }
    }

    /// What goes with a relation goes, too.
    fn with_parts(&self, vertex: &Vertex, context: &Context<'_>) -> Vec<Vertex> {
        let mut all = vec![vertex.clone()];
        if self.goes(&vertex.object)
            && matches!(
                vertex.object.kind,
                Kind::Table | Kind::View | Kind::MaterializedView
            )
            && let Some(relation) = QualifiedName::of_name(&vertex.object.name)
        {
            all.extend(
                context
                    .after
                    .parts_of(&relation)
                    .into_iter()
                    .map(Vertex::from),
            );
        }
        all
    }

    /// Says what becomes of an object that needs one that goes, and returns
    /// what goes for it.
    fn reach(
        &mut self,
        gone: &Vertex,
        (is_type, is_stuck): (bool, bool),
        dependent: &Vertex,
        context: &Context<'_>,
    ) -> Option<ObjectId> {
        let object = &dependent.object;
        if self.goes(object) || !context.before.contains(object) {
            return None;
        }
        if whole(object, context.after).is_some_and(|it| self.goes(&it)) {
            return None;
        }
        let is_own = whole(object, context.after) == whole(&gone.object, context.after);
        match object.kind {
            Kind::Column if dependent.is_default => {
                let column = MemberName::of_name(&object.name);
                let column = column.and_then(|it| context.after.columns.get(&it));
                if column.is_some_and(|it| it.generated.is_some()) {
                    self.recreates.insert(object.clone());
                    self.alters.remove(object);
                    return Some(object.clone());
                }
                // A default is a value of its column's type, nothing else
                // of the column counts.
                self.dropped_defaults.insert(object.clone());
                let column = MemberName::of_name(&object.name);
                let was = column.and_then(|it| context.before.columns.get(&it));
                if was.and_then(kinds::default_value).is_some() {
                    self.defaults.insert(object.clone());
                }
                None
            }
            Kind::Column if is_of_table(object, context) => {
                if is_stuck && is_anew(object, context) {
                    self.recreates.insert(object.clone());
                    self.alters.remove(object);
                    return Some(object.clone());
                }
                let is_by_type = matches!(
                    gone.object.kind,
                    Kind::EnumType
                        | Kind::Domain
                        | Kind::CompositeType
                        | Kind::RangeType
                        | Kind::Collation
                        | Kind::Table
                );
                if is_by_type && !is_type {
                    return self.types.insert(object.clone()).then(|| object.clone());
                }
                None
            }
            Kind::Column => {
                // An attribute comes and goes with its type.
                let owner = whole(object, context.after)?;
                if owner.kind != Kind::CompositeType || is_type {
                    return None;
                }
                self.recreates.insert(owner.clone());
                self.alters.remove(&owner);
                Some(owner)
            }
            // The server makes these again itself when a column's type changes.
            Kind::Constraint | Kind::Index | Kind::Statistics if is_type && is_own => None,
            // Its rows are elsewhere.
            Kind::Table
                if gone.object.kind == Kind::ForeignServer
                    && QualifiedName::of_name(&object.name)
                        .is_some_and(|it| is_foreign(context.after, &it)) =>
            {
                self.recreates.insert(object.clone());
                self.alters.remove(object);
                Some(object.clone())
            }
            Kind::Table
            | Kind::Sequence
            | Kind::Publication
            | Kind::Subscription
            | Kind::Schema
            | Kind::Extension
            | Kind::DefaultPrivilege
            | Kind::InheritedGrant => None,
            _ => {
                self.recreates.insert(object.clone());
                self.alters.remove(object);
                Some(object.clone())
            }
        }
    }
}
