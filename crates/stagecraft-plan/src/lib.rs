//! What a project's migrations are and what applying them would do, read
//! without a database.
//!
//! [`Project::read`] and [`Project::read_any`] are the only parts that touch
//! the disk; [`split`], [`cli_statements`], [`plan`] and [`plan_rollback`] take
//! values and return values. What is wrong with a file is a [`Finding`](stagecraft_model::Finding); an
//! [`Error`] means that no plan could be made at all.
//!
//! Deliberately unknown here: where the database is, what its catalog holds
//! (so no claim about tables that other files made), and what the clock says.
//! A statement that the parser does not know is a warning, never a refusal:
//! Postgres decides.

pub mod args;
mod cli_split;
mod effects;
mod enum_use;
mod error;
mod history;
mod keep;
mod plan;
mod project;
mod rollback;
mod rules;
mod sending;
mod split;
mod transaction;

pub use cli_split::cli_statements;
pub use effects::{dropped_tables, fits_transaction, only_indexes, only_inserts};
pub use error::Error;
pub use history::HistoryRow;
pub use keep::{KEEP_AFTER, KEEP_BEFORE, KEEP_INSTEAD, KeepFile, MADE_FOR, made_for};
pub use plan::{MissingMigration, Mode, PLAN_SCHEMA, Plan, PlannedMigration, State, plan};
pub use project::{Layout, MigrationFile, Project, ProjectConfig, RollbackFile, SeedFile};
pub use rollback::{PlannedRollback, plan_rollback};
pub use rules::rule_ids;
pub use split::{Split, Statement, split, split_file};
