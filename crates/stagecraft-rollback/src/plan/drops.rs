//! What goes: drops, types put aside, defaults.

use std::collections::BTreeSet;

use stagecraft_catalog::{Kind, ObjectId, ObjectKey as _};
use stagecraft_model::QualifiedName;

use super::Planner;
use crate::extent::is_of_table;
use crate::graph::{stand_in, whole};
use crate::kinds;
use crate::task::Task;

impl Planner<'_> {
    pub(super) fn add_drops(&mut self, read: &BTreeSet<ObjectId>) {
        let goes: Vec<_> = self
            .extent
            .drops
            .iter()
            .chain(&self.extent.recreates)
            .cloned()
            .collect();
        for object in goes {
            if self.goes_with_another(&object) {
                continue;
            }
            if self.is_used_type(&object, read) {
                let aside = format!("stagecraft_old_{}", self.asides.len() + 1);
                let name = QualifiedName::of_name(&object.name);
                let Some(name) = name else { continue };
                let word = match object.kind {
                    Kind::Domain => "domain",
                    Kind::Collation => "collation",
                    _ => "type",
                };
                let aside_name = QualifiedName {
                    schema: name.schema.clone(),
                    name: aside.as_str().into(),
                };
                if self.extent.recreates.contains(&object) {
                    self.tasks.add(
                        Task::Aside(object.clone()),
                        vec![format!("alter {word} {name} rename to {aside}")],
                    );
                    self.tasks.add(
                        Task::DropAside(object.clone()),
                        vec![format!("drop {word} {aside_name}")],
                    );
                    self.asides.insert(object, aside);
                    continue;
                }
            }
            let mut sql = kinds::undo(&object, &self.context);
            sql.extend(kinds::drop(&object, self.context.after));
            self.tasks.add(Task::Drop(object), sql);
        }
        for column in self.extent.dropped_defaults.clone() {
            let relation = self.context.after.relation_of(&column);
            if let Some(relation) = relation
                && !self.is_going(&column)
                && !self.inherits(&column, |it| self.extent.dropped_defaults.contains(it))
            {
                let sql = format!(
                    "alter table {relation} alter column {} drop default",
                    column.name.name
                );
                self.tasks.add(Task::DropDefault(column), vec![sql]);
            }
        }
    }

    /// Returns whether columns that stay, or that are still to be read, use a
    /// type that goes, by itself or in another type.
    fn is_used_type(&self, object: &ObjectId, read: &BTreeSet<ObjectId>) -> bool {
        let after = self.context.after;
        let mut seen = BTreeSet::new();
        let mut next = vec![object.clone()];
        while let Some(object) = next.pop() {
            if !is_type(object.kind) || !seen.insert(object.clone()) {
                continue;
            }
            for user in self.needs_after.needed_by(&object.into()) {
                let user = &user.object;
                let owner = whole(user, after);
                if self.extent.types.contains(user)
                    || owner.as_ref().is_some_and(|it| read.contains(it))
                {
                    return true;
                }
                next.push(owner.unwrap_or_else(|| user.clone()));
            }
        }
        false
    }

    /// Returns whether an object that goes needs no statement of its own.
    fn goes_with_another(&self, object: &ObjectId) -> bool {
        let after = self.context.after;
        if let Some(owner) = whole(object, after)
            && self.extent.goes(&owner)
        {
            return true;
        }
        match object.kind {
            Kind::Column => {
                !is_of_table(object, &self.context)
                    || self.inherits(object, |it| self.extent.goes(it))
            }
            Kind::Sequence => {
                let name = QualifiedName::of_name(&object.name);
                let sequence = name.and_then(|it| after.sequences.get(&it));
                let owner = sequence.and_then(|it| it.owned_by.clone());
                owner.is_some_and(|column| {
                    let column = ObjectId {
                        kind: Kind::Column,
                        name: column.into(),
                    };
                    self.is_going(&column)
                })
            }
            Kind::Index => stand_in(object, after) != *object,
            // What a superuser set for a schema goes with the schema.
            Kind::DefaultPrivilege => object.name.schema.as_ref().is_some_and(|schema| {
                self.extent.goes(&ObjectId {
                    kind: Kind::Schema,
                    name: schema.clone().into(),
                })
            }),
            // An extension's tables are its own, and so are their policies.
            Kind::Policy => {
                let goes = |it: &ObjectId| it.kind == Kind::Extension;
                whole(object, after).is_none() && self.extent.drops.iter().any(goes)
            }
            Kind::SilencedCheck | Kind::ImplicitType => self
                .needs_after
                .needs(&object.clone().into())
                .any(|it| self.extent.goes(&it.object)),
            _ => false,
        }
    }
}

/// Returns whether columns can be of a kind of object that can be put aside.
fn is_type(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::EnumType | Kind::Domain | Kind::CompositeType | Kind::RangeType | Kind::Collation
    )
}
