//! How far a rollback reaches: what it drops, makes, makes anew and changes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use stagecraft_catalog::{
    Action, Change as Difference, FieldChange, Kind, MemberName, Object as _, ObjectId,
    ObjectKey as _, diff,
};
use stagecraft_model::QualifiedName;

use crate::context::{Context, is_foreign};
use crate::graph::{Graph, Vertex, whole};
use crate::kinds::{self, Change};

/// What a rollback does to which objects.
#[derive(Debug, Default)]
pub(crate) struct Extent {
    /// Only there now.
    pub(crate) drops: BTreeSet<ObjectId>,
    /// Only there before.
    pub(crate) creates: BTreeSet<ObjectId>,
    /// In both, but to be dropped and made again.
    pub(crate) recreates: BTreeSet<ObjectId>,
    /// In both, with the statements that change them.
    pub(crate) alters: BTreeMap<ObjectId, Vec<String>>,
    /// Columns that get another type, or one that was made again.
    pub(crate) types: BTreeSet<ObjectId>,
    /// Columns whose default has to go for a while, or for good.
    pub(crate) dropped_defaults: BTreeSet<ObjectId>,
    /// Columns that get a default.
    pub(crate) defaults: BTreeSet<ObjectId>,
    /// Columns whose `NOT NULL` comes or goes.
    pub(crate) nullability: BTreeSet<ObjectId>,
}

impl Extent {
    pub(crate) fn of(context: &Context<'_>, after_graph: &Graph) -> Self {
        let mut extent = Self::default();
        for change in diff(context.after, context.before) {
            extent.take(&change, context, after_graph);
        }
        extent.spread(context, after_graph);
        extent
    }

    /// Returns whether an object goes, for good or for a while.
    pub(crate) fn goes(&self, object: &ObjectId) -> bool {
        self.drops.contains(object) || self.recreates.contains(object)
    }

    /// Returns whether an object is made.
    pub(crate) fn comes(&self, object: &ObjectId) -> bool {
        self.creates.contains(object) || self.recreates.contains(object)
    }

    fn take(&mut self, change: &Difference, context: &Context<'_>, graph: &Graph) {
        let object = change.id();
        if let Some(of) = composite_of(&object, context) {
            // An attribute comes and goes with its type.
            let is_comment = |it: &FieldChange| it.field == "comment";
            match &change.action {
                Action::Altered { fields } if fields.iter().all(is_comment) => {
                    self.alter(&object, context, graph);
                }
                _ => {
                    self.alters.remove(&of);
                    self.recreates.insert(of);
                }
            }
            return;
        }
        match &change.action {
            Action::Created => {
                self.creates.insert(object);
            }
            Action::Dropped => {
                self.drops.insert(object);
            }
            Action::Altered { fields } => {
                if object.kind == Kind::Column {
                    self.take_column(&object, context);
                }
                // The order of columns cannot be given back in place.
                if fields.iter().all(|it| it.field == "column_order") {
                    return;
                }
                let names = |name: &str| fields.iter().any(|it| it.field == name);
                let is_free = graph.needed_by(&object.clone().into()).next().is_none();
                // Versions go up: only an extension that nothing uses can be
                // installed anew as it was.
                if object.kind == Kind::Extension && names("version") && is_free {
                    self.recreates.insert(object);
                } else {
                    self.alter(&object, context, graph);
                }
            }
        }
    }

    /// Decides between changing an object and making it anew.
    fn alter(&mut self, object: &ObjectId, context: &Context<'_>, graph: &Graph) {
        if self.recreates.contains(object) {
            return;
        }
        match kinds::alter(object, context) {
            Change::Alter(sql) => {
                self.alters.insert(object.clone(), sql);
            }
            // What columns are made of values of stays.
            Change::Recreate
                if object.kind == Kind::BaseType && has_columns(object, context, graph) => {}
            Change::Recreate => {
                self.recreates.insert(object.clone());
            }
        }
    }

    fn take_column(&mut self, object: &ObjectId, context: &Context<'_>) {
        let Some(name) = MemberName::of_name(&object.name) else {
            return;
        };
        let both = context
            .after
            .columns
            .get(&name)
            .zip(context.before.columns.get(&name));
        let Some((is, was)) = both else {
            return;
        };
        if is_of_table(object, context) {
            if is_anew(object, context) && is.r#type != was.r#type {
                // Another column that took the name: none of its values fit.
                self.recreates.insert(object.clone());
                return;
            }
            if is.r#type != was.r#type || is.collation != was.collation {
                self.types.insert(object.clone());
            }
            if kinds::default_value(is) != kinds::default_value(was) {
                if kinds::default_value(was).is_some() {
                    self.defaults.insert(object.clone());
                } else {
                    self.dropped_defaults.insert(object.clone());
                }
            }
            if is.not_null != was.not_null {
                self.nullability.insert(object.clone());
            }
        }
    }

    /// Follows dependencies: what needs an object that goes has to go first,
    /// and to come back when it is in both catalogs.
    fn spread(&mut self, context: &Context<'_>, graph: &Graph) {
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

/// Returns whether columns that were there before are of a type.
fn has_columns(object: &ObjectId, context: &Context<'_>, graph: &Graph) -> bool {
    let vertex = Vertex::from(object.clone());
    graph
        .needed_by(&vertex)
        .any(|it| it.object.kind == Kind::Column && !is_anew(&it.object, context))
}

/// Returns whether a column was dropped and another took its name.
fn is_anew(column: &ObjectId, context: &Context<'_>) -> bool {
    let identities = [context.before, context.after].map(|it| it.identities.of(column));
    matches!(identities, [Some(old), Some(new)] if old.part != new.part && old.oid == new.oid)
}

/// Returns the composite type that an attribute belongs to, if it is in both
/// catalogs.
fn composite_of(object: &ObjectId, context: &Context<'_>) -> Option<ObjectId> {
    if object.kind != Kind::Column {
        return None;
    }
    let relation = MemberName::of_name(&object.name)?.relation();
    let types = [context.before, context.after].map(|it| it.composite_types.get(&relation));
    let [Some(was), Some(_)] = types else {
        return None;
    };
    Some(was.id())
}

/// Returns whether a column is a table's, not a view's or a type's.
pub(crate) fn is_of_table(column: &ObjectId, context: &Context<'_>) -> bool {
    let Some(name) = MemberName::of_name(&column.name) else {
        return false;
    };
    let relation = name.relation();
    context.before.tables.contains(&relation) || context.after.tables.contains(&relation)
}

/// Returns whether a column of a partition or of an inheriting table follows
/// the parent's: it is changed there.
pub(crate) fn follows_parent(
    column: &ObjectId,
    is_done_to: impl Fn(&ObjectId) -> bool,
    context: &Context<'_>,
) -> bool {
    let Some(name) = MemberName::of_name(&column.name) else {
        return false;
    };
    let Some(table) = context.after.tables.get(&name.relation()) else {
        return false;
    };
    table.inherits.iter().any(|parent| {
        let of_parent = MemberName {
            schema: parent.schema.clone(),
            relation: parent.name.clone(),
            name: name.name.clone(),
        };
        is_done_to(&ObjectId {
            kind: Kind::Column,
            name: of_parent.into(),
        })
    })
}
