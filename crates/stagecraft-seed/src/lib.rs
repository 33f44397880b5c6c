//! Rows for every table of a schema, made without configuration.
//!
//! [`fill`] puts a few rows into tables that have too few, and [`fill_columns`]
//! gives about half of the rows a value in columns that are null in all rows,
//! so that a migration is rehearsed on populated tables and a rollback can be
//! shown to lose none of them. Rows belong to two tenants and point only at
//! rows of their own; the first is plain, later ones carry edge values.
//!
//! Values are a function of the seed, the names and the row's ordinal; keys and
//! checks are solved on what the catalog says of them, and the server has the
//! last word: a row that it refuses is replaced by a plainer one, and a table
//! that stays short says why.
//!
//! # Where things are
//!
//! | folder | what it does |
//! |---|---|
//! | `types`, `datum`, `values` | types, values, and values of types |
//! | `expr` | conditions: what they are of a row, and how to make them true |
//! | `shape` | what has to be known of a table |
//! | `solve` | rows that break no rule |
//! | `run` | the only part that talks to a server |
//!
//! What it deliberately does not know: where the database is, what a migration
//! is, how many rows a real table has.

mod cell;
mod config;
mod datum;
mod draw;
mod error;
mod expr;
mod order;
mod recipes;
mod report;
mod run;
mod shape;
mod solve;
mod statement;
mod types;
mod values;

pub use config::FillConfig;
pub use error::Error;
pub use report::{FillReport, FilledTable, Refusal};
pub use run::{fill, fill_columns};
