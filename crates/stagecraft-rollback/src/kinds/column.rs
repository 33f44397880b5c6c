//! Columns of tables, views and composite types.

use stagecraft_catalog::{
    Column, Compression, Generated, IdentityKind, Object as _, Sequence, Snapshot, Storage,
};

use super::sequence::options;
use super::{Change, Restore, foreign_options, set_options, with_foreign_options};
use crate::context::{Context, relation_word};

impl Restore for Column {
    /// Default and `NOT NULL` follow when the rows have their values again.
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let relation = self.name().relation();
        let word = relation_word(context.before, &relation);
        if matches!(word, "view" | "materialized view" | "type" | "domain") {
            return Vec::new();
        }
        let mut sql = vec![format!(
            "alter {word} {relation} add column {}",
            define(self, context, true)
        )];
        sql.extend(settings(self, None, context));
        sql
    }

    fn drop(&self, snapshot: &Snapshot) -> Option<String> {
        let relation = self.name().relation();
        let word = relation_word(snapshot, &relation);
        (!matches!(word, "view" | "materialized view" | "type" | "domain")).then(|| {
            format!(
                "alter {word} {relation} drop column if exists {}",
                self.name
            )
        })
    }

    /// Type, default and `NOT NULL` are tasks of their own.
    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        let relation = self.name().relation();
        if relation_word(context.before, &relation) == "view" {
            return Change::Alter(view_default(self, from));
        }
        let column = format!("alter table {relation} alter column {}", self.name);
        if self.generated != from.generated
            || (self.generated.is_some() && self.default != from.default)
        {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        match (from.identity, self.identity) {
            (Some(_), None) => sql.push(format!("{column} drop identity if exists")),
            // The default that stands there now goes first.
            (None, Some(_)) => sql.extend(become_identity(self, context)),
            (Some(old), Some(new)) if old != new => {
                sql.push(format!("{column} set generated {}", kind(new)));
            }
            _ => {}
        }
        sql.extend(settings(self, Some(from), context));
        Change::Alter(sql)
    }
}

/// Returns what makes a plain column an identity column.
pub(crate) fn become_identity(column: &Column, context: &Context<'_>) -> Vec<String> {
    if column.identity.is_none() {
        return Vec::new();
    }
    let relation = column.name().relation();
    let alter = format!("alter table {relation} alter column {}", column.name);
    vec![
        format!("{alter} set not null"),
        format!("{alter} add {}", identity(column, context.before)),
    ]
}

/// A view's column has a default of its own, for `INSERT`.
fn view_default(column: &Column, from: &Column) -> Vec<String> {
    if column.default == from.default {
        return Vec::new();
    }
    let relation = column.name().relation();
    let alter = format!("alter view {relation} alter column {}", column.name);
    vec![match &column.default {
        Some(default) => format!("{alter} set default {default}"),
        None => format!("{alter} drop default"),
    }]
}

/// Writes a column as `CREATE TABLE` and `ADD COLUMN` take it, without what
/// may need other objects or rows.
///
/// A column that is added alone becomes an identity column when rows have
/// their numbers again.
pub(crate) fn define(column: &Column, context: &Context<'_>, is_alone: bool) -> String {
    let mut text = format!("{} {}", column.name, column.r#type);
    if let Some(collation) = &column.collation {
        text.push_str(&format!(" collate {collation}"));
    }
    match (column.generated, &column.default) {
        (Some(Generated::Stored), Some(expression)) => {
            text.push_str(&format!(" generated always as ({expression}) stored"));
        }
        (Some(Generated::Virtual), Some(expression)) => {
            text.push_str(&format!(" generated always as ({expression}) virtual"));
        }
        _ => {}
    }
    if column.identity.is_some() && !is_alone {
        text.push(' ');
        text.push_str(&identity(column, context.before));
    }
    text.push_str(&with_foreign_options(&column.foreign_options));
    text
}

/// Returns a column's default; a generated column has an expression instead.
pub(crate) fn default_value(column: &Column) -> Option<&str> {
    if column.generated.is_some() {
        return None;
    }
    column.default.as_deref()
}

/// Writes `generated … as identity (sequence name …)`.
fn identity(column: &Column, snapshot: &Snapshot) -> String {
    let name = column.name();
    let sequence: Option<&Sequence> = snapshot
        .sequences
        .iter()
        .find(|it| it.identity && it.owned_by.as_ref() == Some(&name));
    let of = column.identity.map_or("by default", kind);
    match sequence {
        Some(sequence) => format!(
            "generated {of} as identity (sequence name {}{})",
            sequence.name(),
            options(sequence, None)
        ),
        None => format!("generated {of} as identity"),
    }
}

fn kind(identity: IdentityKind) -> &'static str {
    match identity {
        IdentityKind::Always => "always",
        IdentityKind::ByDefault => "by default",
    }
}

/// Returns what is set on a column one by one: storage, compression,
/// statistics, options.
pub(super) fn settings(
    column: &Column,
    from: Option<&Column>,
    context: &Context<'_>,
) -> Vec<String> {
    let relation = column.name().relation();
    let word = relation_word(context.before, &relation);
    if matches!(word, "view" | "type" | "domain") {
        return Vec::new();
    }
    let alter = format!("alter {word} {relation} alter column {}", column.name);
    let mut sql = Vec::new();
    let has_other_type = from.is_some_and(|it| it.r#type != column.r#type);
    if column.storage != from.and_then(|it| it.storage)
        || (has_other_type && column.storage.is_some())
    {
        let storage = column.storage.map(storage_word);
        let storage = storage.unwrap_or_else(|| usual_storage(column, context));
        sql.push(format!("{alter} set storage {storage}"));
    }
    let compression = from.and_then(|it| it.compression);
    if column.compression != compression {
        let method = match column.compression {
            Some(Compression::Pglz) => "pglz",
            Some(Compression::Lz4) => "lz4",
            None => "default",
        };
        sql.push(format!("{alter} set compression {method}"));
    }
    if column.statistics != from.and_then(|it| it.statistics) {
        let target = column.statistics.unwrap_or(-1);
        sql.push(format!("{alter} set statistics {target}"));
    }
    let old = from.map(|it| it.options.clone()).unwrap_or_default();
    for part in set_options(&old, &column.options, "") {
        sql.push(format!("{alter} {part}"));
    }
    if let Some(from) = from
        && let Some(part) = foreign_options(&from.foreign_options, &column.foreign_options)
    {
        sql.push(format!("{alter} {part}"));
    }
    sql
}

/// Returns the word for the storage of the column's type; before PostgreSQL 16
/// there is none, and what most types of the name have stands for it.
fn usual_storage(column: &Column, context: &Context<'_>) -> &'static str {
    if context.is_from(16) {
        return "default";
    }
    match column.r#type.split('(').next().unwrap_or("") {
        "numeric" | "inet" | "cidr" | "tsquery" => "main",
        _ => "extended",
    }
}

fn storage_word(storage: Storage) -> &'static str {
    match storage {
        Storage::Plain => "plain",
        Storage::External => "external",
        Storage::Main => "main",
        Storage::Extended => "extended",
    }
}
