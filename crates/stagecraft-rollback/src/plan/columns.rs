//! Columns that stay: types, defaults, nulls.

use stagecraft_catalog::{Column, MemberName, Object as _, ObjectId, ObjectKey as _};
use stagecraft_model::quote_literal;

use super::{Planner, column};
use crate::context::{Context, is_foreign};
use crate::task::Task;
use crate::{keep, kinds, labels, types};

impl Planner<'_> {
    pub(super) fn columns(&mut self) {
        let before = self.context.before;
        for object in self.extent.types.clone() {
            if self.extent.goes(&object)
                || self.inherits(&object, |it| self.extent.types.contains(it))
            {
                continue;
            }
            let Some(column) = column(before, &object) else {
                continue;
            };
            let sql = self.change_type(&object, column);
            self.tasks.add(Task::ColumnType(object.clone()), sql);
            if self.extent.dropped_defaults.contains(&object) {
                continue;
            }
            // A default of the old type may not be one of the new.
            let had = super::column(self.context.after, &object)
                .and_then(kinds::default_value)
                .is_some();
            if had {
                let relation = column.name().relation();
                let sql = format!(
                    "alter table {relation} alter column {} drop default",
                    column.name
                );
                self.tasks.add(Task::DropDefault(object.clone()), vec![sql]);
            }
            if kinds::default_value(column).is_some() {
                self.extent.defaults.insert(object);
            }
        }
        for object in self.extent.defaults.clone() {
            let Some(column) = column(before, &object) else {
                continue;
            };
            if self.inherits(&object, |it| self.extent.defaults.contains(it))
                && same_default(&object, column, &self.context)
            {
                continue;
            }
            if let Some(default) = kinds::default_value(column) {
                let relation = column.name().relation();
                let sql = format!(
                    "alter table {relation} alter column {} set default {default}",
                    column.name
                );
                self.tasks.add(Task::SetDefault(object), vec![sql]);
            }
        }
        for object in self.extent.nullability.clone() {
            if self.extent.goes(&object) && !self.extent.comes(&object) {
                continue;
            }
            let Some(column) = column(before, &object) else {
                continue;
            };
            if self.inherits(&object, |it| self.extent.nullability.contains(it)) {
                continue;
            }
            let relation = column.name().relation();
            let verb = if column.not_null { "set" } else { "drop" };
            let sql = format!(
                "alter table {relation} alter column {} {verb} not null",
                column.name
            );
            self.tasks.add(Task::NotNull(object), vec![sql]);
        }
    }

    /// Text is what every value can be turned into and read from again.
    fn change_type(&self, object: &ObjectId, column: &Column) -> Vec<String> {
        let relation = column.name().relation();
        let is = super::column(self.context.after, object);
        let collation = column
            .collation
            .as_ref()
            .map_or_else(String::new, |it| format!(" collate {it}"));
        let target = format!(
            "alter table {relation} alter column {} type {}{collation}",
            column.name, column.r#type
        );
        let Some(is) = is.filter(|_| !is_foreign(self.context.before, &relation)) else {
            return vec![target];
        };
        if let Some(known) = labels::to_fit(column, is, self.context.before, self.context.after) {
            return self.change_to_enum(column, is, known, &target);
        }
        let through_text = is.r#type == column.r#type || !types::casts(&is.r#type, &column.r#type);
        let using = if through_text {
            let arrays = column.r#type.matches("[]").count();
            let text = format!("text{}", "[]".repeat(arrays));
            format!("{}::{text}::{}", column.name, column.r#type)
        } else {
            format!("{}::{}", column.name, column.r#type)
        };
        let mut sql = Vec::new();
        if !self.coming.columns.contains(&column.name()) {
            sql.extend(types::check(
                &relation,
                &column.name,
                &is.r#type,
                &column.r#type,
            ));
        }
        sql.push(format!("{target} using {using}"));
        sql
    }

    /// Values that the enum does not have are nothing until they are overwritten.
    fn change_to_enum(
        &self,
        column: &Column,
        is: &Column,
        known: &[String],
        target: &str,
    ) -> Vec<String> {
        let (name, r#type) = (&column.name, &column.r#type);
        let relation = column.name().relation();
        let passing = self.coming.passing.get(&column.name());
        let is_known = format!("{name}::text in ({})", labels::list(known));
        let mut sql = Vec::new();
        if !self.coming.columns.contains(&column.name()) {
            let mut condition = format!("not o.{is_known}");
            for passing in passing.into_iter().flatten() {
                condition.push_str(&format!("\n      and not {passing}"));
            }
            sql.push(types::stop(&relation, name, r#type, &condition));
        }
        if passing.is_none() {
            sql.push(format!("{target} using {name}::text::{type}"));
            return sql;
        }
        let mut otherwise = String::new();
        if keep::is_in_primary_key(&relation, name, self.context.after) {
            let first = known.first().map_or("", |it| it);
            otherwise = format!(" else {}::{type}", quote_literal(first));
        } else if is.not_null {
            sql.push(format!(
                "alter table {relation} alter column {name} drop not null"
            ));
        }
        sql.push(format!(
            "{target}\n  using case when {is_known} then {name}::text::{type}{otherwise} end"
        ));
        sql
    }
}

/// Returns whether a child's column has the default of the parent's.
fn same_default(object: &ObjectId, column: &Column, context: &Context<'_>) -> bool {
    let Some(name) = MemberName::of_name(&object.name) else {
        return false;
    };
    let table = context.before.tables.get(&name.relation());
    table.is_some_and(|it| {
        it.inherits.iter().any(|parent| {
            let of_parent = MemberName {
                schema: parent.schema.clone(),
                relation: parent.name.clone(),
                name: name.name.clone(),
            };
            let default = context.before.columns.get(&of_parent);
            default.and_then(kinds::default_value) == kinds::default_value(column)
        })
    })
}
