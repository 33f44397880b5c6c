//! Probes: what is tried, made from the contract and the catalogs.
//!
//! Rust decides what is worth trying and writes it down as a [`Plan`]; the
//! runner, which is SQL, makes the statements from it beside the rows.

mod build;
mod condition;
mod constant;
mod coverage;
mod plan;

pub use build::plan;
pub(crate) use build::{is_possible, word};
pub(crate) use condition::condition;
pub use coverage::coverage;
pub use plan::{Plan, PlannedActor, PlannedCall, PlannedCell, PlannedFunction, PlannedObject};
