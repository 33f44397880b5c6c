//! What comes: objects that are made, with what stands in their statements.

use std::collections::BTreeSet;

use stagecraft_catalog::{
    Column, ConstraintType, Kind, MemberName, Object as _, ObjectId, ObjectKey as _,
};
use stagecraft_model::QualifiedName;

use super::{Planner, before_table};
use crate::graph::{Vertex, whole};
use crate::task::Task;
use crate::{facets, kinds};

impl Planner<'_> {
    pub(super) fn creates(&mut self) {
        let mut comes: BTreeSet<ObjectId> = self
            .extent
            .creates
            .iter()
            .chain(&self.extent.recreates)
            .cloned()
            .collect();
        // The parts of a relation that is made again are made again.
        for object in self.extent.recreates.clone() {
            if matches!(
                object.kind,
                Kind::Table
                    | Kind::View
                    | Kind::MaterializedView
                    | Kind::CompositeType
                    | Kind::Domain
            ) && let Some(relation) = QualifiedName::of_name(&object.name)
            {
                comes.extend(self.context.before.parts_of(&relation));
            }
        }
        for object in comes {
            if self.comes_with_another(&object) {
                if object.kind == Kind::Column {
                    self.settle_column(&object);
                }
                continue;
            }
            let sql = kinds::create(&object, &self.context);
            if object.kind == Kind::Table {
                let sql = self.with_inline_parts(&object, sql);
                self.tasks.add(Task::Create(object), sql);
                continue;
            }
            if self.comes_as_shell(&object) {
                self.tasks
                    .add(Task::Create(object.clone()), vec![kinds::shell(&object)]);
                self.tasks.add(Task::Alter(object), sql);
                continue;
            }
            self.tasks.add(Task::Create(object.clone()), sql);
            if object.kind == Kind::Column {
                self.settle_column(&object);
            }
        }
    }

    /// Returns whether a type needs functions that need the type.
    pub(super) fn comes_as_shell(&self, object: &ObjectId) -> bool {
        let needs = |it: &ObjectId| self.needs_before.needs(&it.clone().into());
        matches!(object.kind, Kind::BaseType | Kind::RangeType)
            && needs(object).any(|it| self.completes(&it.object, object))
    }

    /// Returns whether a function that comes takes or returns a type that it is
    /// a part of.
    pub(super) fn completes(&self, function: &ObjectId, r#type: &ObjectId) -> bool {
        let needs = |one: &ObjectId, other: &ObjectId| {
            let mut needs = self.needs_before.needs(&one.clone().into());
            needs.any(|it| it.object == *other)
        };
        function.kind == Kind::Routine
            && matches!(r#type.kind, Kind::BaseType | Kind::RangeType)
            && self.extent.comes(function)
            && needs(r#type, function)
            && needs(function, r#type)
    }

    /// A new column's default and `NOT NULL`, for the time when rows have
    /// their values.
    fn settle_column(&mut self, object: &ObjectId) {
        let column = MemberName::of_name(&object.name);
        let Some(column) = column.and_then(|it| self.context.before.columns.get(&it)) else {
            return;
        };
        if !self
            .context
            .before
            .tables
            .contains(&column.name().relation())
        {
            let sql = facets::of_new(object, &self.context);
            self.tasks.add(Task::Alter(object.clone()), sql);
            return;
        }
        let is_table_new =
            whole(object, self.context.before).is_some_and(|it| self.extent.comes(&it));
        let is_inline = is_table_new && self.has_plain_default(column);
        if kinds::default_value(column).is_some() && !is_inline {
            self.extent.defaults.insert(object.clone());
        }
        let is_loose = self.coming.tables.contains(&column.name().relation());
        if column.not_null && column.identity.is_none() && (!is_table_new || is_loose) {
            self.extent.nullability.insert(object.clone());
        }
        if is_table_new {
            let sql = facets::of_new(object, &self.context);
            self.tasks.add(Task::Alter(object.clone()), sql);
        } else {
            let sql = kinds::become_identity(column, &self.context);
            self.tasks.add(Task::Alter(object.clone()), sql);
        }
    }

    /// Returns whether a column's default can stand in the statement that makes
    /// the table: it needs nothing that comes later.
    pub(super) fn has_plain_default(&self, column: &Column) -> bool {
        let default = Vertex {
            object: column.id(),
            is_default: true,
        };
        let own = whole(&default.object, self.context.before);
        self.needs_before.needs(&default).all(|it| {
            it.object.kind == Kind::Sequence
                || whole(&it.object, self.context.before) == own
                || !self.extent.comes(&it.object)
        })
    }

    /// `NOT NULL` stands in the statement that makes the table; so do the
    /// checks that a partition has from its table.
    fn with_inline_parts(&self, object: &ObjectId, mut sql: Vec<String>) -> Vec<String> {
        let Some(name) = QualifiedName::of_name(&object.name) else {
            return sql;
        };
        let before = self.context.before;
        let Some(create) = sql.first_mut() else {
            return sql;
        };
        for column in before.columns_of(&name) {
            let line = format!("  {}", kinds::define(column, &self.context, false));
            let mut full = line.clone();
            if let Some(default) = kinds::default_value(column)
                && self.has_plain_default(column)
            {
                full.push_str(&format!(" default {default}"));
            }
            if column.not_null && column.identity.is_none() && !self.coming.tables.contains(&name) {
                full.push_str(" not null");
            }
            *create = replace_line(create, &line, &full);
        }
        let is_partition = before
            .tables
            .get(&name)
            .is_some_and(|it| it.partition_bound.is_some());
        let checks: Vec<_> = before
            .constraints_of(&name)
            .filter(|it| is_partition && it.inherited && it.r#type == ConstraintType::Check)
            .map(|it| format!(",\n  constraint {} {}", it.name, it.definition))
            .collect();
        if !checks.is_empty()
            && let Some(end) = create.find("\n)")
        {
            create.insert_str(end, &checks.concat());
        }
        sql
    }

    fn comes_with_another(&self, object: &ObjectId) -> bool {
        let before = self.context.before;
        match object.kind {
            Kind::Column => {
                let owner = whole(object, before);
                let is_table_new = owner.as_ref().is_some_and(|it| self.extent.comes(it));
                is_table_new
                    || owner.is_none_or(|it| it.kind != Kind::Table)
                    || self.inherits_before(object)
            }
            Kind::Sequence => {
                let name = QualifiedName::of_name(&object.name);
                let sequence = name.and_then(|it| before.sequences.get(&it));
                sequence.is_some_and(|it| it.identity)
            }
            _ => false,
        }
    }

    /// Returns whether a column comes with the parent's.
    fn inherits_before(&self, object: &ObjectId) -> bool {
        let Some(name) = MemberName::of_name(&object.name) else {
            return false;
        };
        let table = before_table(&self.context, &name.relation());
        table.is_some_and(|it| {
            it.inherits.iter().any(|parent| {
                let column = ObjectId {
                    kind: Kind::Column,
                    name: MemberName {
                        schema: parent.schema.clone(),
                        relation: parent.name.clone(),
                        name: name.name.clone(),
                    }
                    .into(),
                };
                self.extent.comes(&column)
            })
        })
    }
}

/// Replaces a whole line, with or without a comma behind it.
fn replace_line(text: &str, line: &str, with: &str) -> String {
    text.lines()
        .map(|it| {
            if it == line {
                with.to_owned()
            } else if it.strip_suffix(',') == Some(line) {
                format!("{with},")
            } else {
                it.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}
