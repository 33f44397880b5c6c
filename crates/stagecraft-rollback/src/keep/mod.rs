//! Rows that a migration would destroy: what is kept, and how.
//!
//! Everything that is kept stands in the schema `stagecraft_keep`, put there
//! in the migration's own transaction. A row of a table that stays is kept as
//! two sets of values as text, what it `was` and what the migration `left_as`:
//! so a rollback can tell what the application has written since.

mod around;
mod capture;
mod check;
mod copy;
mod decide;
mod difference;
mod image;
mod key;
mod moved;
mod positions;
mod quiet;
mod restore;
mod room;
mod shape;
mod undone;

use serde::{Deserialize, Serialize};
use stagecraft_model::{QualifiedName, quote_literal};

pub use around::around;
pub use decide::{Observed, decide};
pub use key::Key;

pub(crate) use check::check;
pub(crate) use copy::is_builtin;
pub(crate) use moved::bring_back;
pub(crate) use positions::restore as restore_position;
pub(crate) use restore::{aside, restore};
pub(crate) use room::{is_in_primary_key, passing};
pub(crate) use undone::undone;

/// The schema that holds what is kept.
pub const SCHEMA: &str = "stagecraft_keep";

/// Settings that text of values depends on: the same when rows are kept and
/// when they are compared.
pub(crate) const TEXT_SETTINGS: [(&str, &str); 6] = [
    ("datestyle", "'ISO, MDY'"),
    ("intervalstyle", "'postgres'"),
    ("timezone", "'UTC'"),
    ("extra_float_digits", "1"),
    ("bytea_output", "'hex'"),
    ("xmlbinary", "'base64'"),
];

/// How a table's rows are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// The table itself is moved aside in place of being dropped: nothing is
    /// copied.
    Move {
        /// The statement of the migration that would drop it, from 1.
        statement: usize,
    },
    /// All rows are copied before the table is dropped.
    Copy,
    /// Values of some columns, or whole rows, are copied before, and what has
    /// not changed is forgotten after.
    Difference {
        /// The columns; none means whole rows.
        columns: Vec<String>,
    },
    /// Triggers write down each row that the migration changes.
    Capture,
}

/// A table whose rows are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptTable {
    /// The table as it is called before the migration.
    pub relation: QualifiedName,
    /// Where its rows are kept.
    pub place: QualifiedName,
    /// How.
    pub strategy: Strategy,
    /// How its rows are told apart.
    pub key: Key,
    /// Whether the migration makes another table of this name.
    #[serde(default)]
    pub is_replaced: bool,
    /// Why it is kept so and what that costs, for people.
    pub why: String,
}

/// What is kept of a migration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The migration's version.
    pub version: String,
    /// Tables.
    pub tables: Vec<KeptTable>,
    /// Sequences whose positions are noted.
    pub sequences: Vec<QualifiedName>,
}

impl Kept {
    /// Returns whether nothing has to be kept.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.sequences.is_empty()
    }
}

/// Statements that run around a migration, in its transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepSql {
    /// Before its first statement.
    pub before: Vec<String>,
    /// In place of some of its statements, by ordinal from 1.
    pub instead: Vec<(usize, Vec<String>)>,
    /// After its last.
    pub after: Vec<String>,
}

/// Makes what keeps the books, where it is missing.
pub(crate) fn books() -> Vec<String> {
    let kept = format!("{SCHEMA}.kept");
    vec![
        format!("create schema if not exists {SCHEMA}"),
        format!(
            "create table if not exists {kept} (\n  \
               version text not null,\n  \
               relation text not null,\n  \
               place text not null,\n  \
               how text not null,\n  \
               kept_at timestamptz not null default pg_catalog.clock_timestamp(),\n  \
               restored_at timestamptz,\n  \
               primary key (version, place)\n)"
        ),
        format!(
            "create table if not exists {SCHEMA}.positions (\n  \
               version text not null,\n  \
               sequence text not null,\n  \
               was_at bigint not null,\n  \
               was_called boolean not null,\n  \
               left_at bigint,\n  \
               left_called boolean,\n  \
               noted_at timestamptz not null default pg_catalog.clock_timestamp(),\n  \
               primary key (version, sequence)\n)"
        ),
        format!(
            "create table if not exists {SCHEMA}.conflicts (\n  \
               version text not null,\n  \
               relation text not null,\n  \
               key jsonb not null,\n  \
               why text not null,\n  \
               was jsonb,\n  \
               found_at timestamptz not null default pg_catalog.clock_timestamp()\n)"
        ),
    ]
}

/// Notes in the books that something is kept.
pub(crate) fn note(version: &str, table: &KeptTable) -> String {
    format!(
        "insert into {SCHEMA}.kept (version, relation, place, how) values ({}, {}, {}, {})\n\
         on conflict (version, place) do update\n\
         set relation = excluded.relation, how = excluded.how, kept_at = excluded.kept_at, restored_at = null",
        quote_literal(version),
        quote_literal(&table.relation.to_string()),
        quote_literal(&table.place.to_string()),
        quote_literal(&table.why),
    )
}

pub(crate) fn set_text_settings() -> impl Iterator<Item = String> {
    TEXT_SETTINGS
        .iter()
        .map(|(name, value)| format!("set local {name} = {value}"))
}

pub(crate) fn reset_text_settings() -> impl Iterator<Item = String> {
    TEXT_SETTINGS
        .iter()
        .map(|(name, _)| format!("reset {name}"))
}
