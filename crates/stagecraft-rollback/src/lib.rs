//! Generates the way back of a migration from the catalog before and after it.
//!
//! - [`names`] gives objects that kept their identity their old names back;
//! - [`generate`] writes what is left to do when that has run: what the
//!   migration made goes, what it dropped comes back, the rest is as it was,
//!   in an order that dependencies allow;
//! - [`concurrently`] writes one that only makes and drops indexes as no
//!   transaction.
//!
//! One file per kind of object in `kinds/` says how it is made, dropped and
//! changed; `extent/` decides which of it is done to what, `plan/` when.
//!
//! What it deliberately does not know: the migration's text. `CREATE OR
//! REPLACE`, `DROP INDEX` and a `DO` block have no inverse in words.
//!
//! **Invariant:** this crate opens no socket and reads no clock.

mod address;
mod concurrently;
mod context;
mod extent;
mod facets;
mod generate;
mod grants;
mod graph;
pub mod keep;
mod kinds;
mod labels;
mod names;
mod plan;
mod statement;
mod task;
mod types;
mod unrecorded;

pub use concurrently::{concurrently, session_resets, session_settings};
pub use generate::{Way, generate, settings};
pub use names::names;
pub use statement::Statement;
