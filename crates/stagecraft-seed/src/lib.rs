//! Rows for every table of a schema, made without configuration.
//!
//! [`fill`] puts a few rows into tables that have too few, and [`fill_columns`]
//! gives about half of the rows a value in columns that are null in all rows,
//! so that a migration is rehearsed on populated tables and a rollback can be
//! shown to lose none of them. Rows belong to two tenants and point only at
//! rows of their own; the first is plain, later ones carry edge values.
//!
//! [`prepare`] makes a [`Dataset`] of any size and any number of tenants, whose
//! rows are functions of their numbers; `stagecraft-copy` loads it, [`verify`]
//! makes it again and compares, [`crossings`] counts what refers to another
//! tenant's rows.
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
//! | `random` | draws that depend on names and a row's number only |
//! | `words`, `looks` | frozen words, and what columns of text look like |
//! | `types`, `datum`, `values` | types, values, and values of types |
//! | `expr` | conditions: what they are of a row, and how to make them true |
//! | `shape` | what has to be known of a table |
//! | `solve` | rows that break no rule |
//! | `run` | fills tables: talks to a server |
//! | `dataset` | every table's rows as functions of their numbers |
//! | `prepare` | a dataset that fits a database: talks to a server |
//! | `judge` | rows made again and compared: talks to a server |
//! | `profile` | what `supabase/seed.toml` says, and whether it fits a schema |
//! | `statistics` | what a server knows of its rows, without the rows: talks to a server |
//!
//! What it deliberately does not know: where the database is, what a migration
//! is, how many rows a real table has.

mod ask;
mod cell;
mod config;
mod dataset;
mod datum;
mod draw;
mod error;
mod expr;
mod judge;
mod looks;
mod order;
mod prepare;
mod profile;
mod random;
mod recipes;
mod report;
mod run;
mod shape;
mod solve;
mod statement;
mod statistics;
mod types;
mod values;
mod words;

pub use config::FillConfig;
pub use dataset::{Dataset, SeedConfig, TableOutline};
pub use error::Error;
pub use judge::{Crossing, Difference, TableVerdict, VerifyObserver, crossings, verify};
pub use prepare::{
    Inputs, Prepared, RowByRow, again, complete, count_rows, forget, prepare, recall, remember,
};
pub use profile::{
    ColumnProfile, FixedRow, Part, Profile, ProfileError, Recipe, RowCount, Scale, Season, Shape,
    TableProfile, Template, TemplateError, Tenants, Together, draft, is_platform, own_tables,
};
pub use report::{FillReport, FilledTable, Refusal};
pub use run::{fill, fill_columns};
pub use statistics::{ColumnStatistics, Statistics, StatisticsError, TableStatistics};
