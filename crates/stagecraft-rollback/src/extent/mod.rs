//! How far a rollback reaches: what it drops, makes, makes anew and changes.

mod reach;

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{
    Action, Change as Difference, FieldChange, Kind, MemberName, Object as _, ObjectId,
    ObjectKey as _, diff,
};

use crate::context::Context;
use crate::graph::{Graph, Vertex};
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
