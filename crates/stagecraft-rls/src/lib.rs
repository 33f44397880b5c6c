//! Row level security: a contract, its proof, and the proof of the proof.
//!
//! - [`Contract`] is what a person declared: who may touch which rows.
//! - [`Facts`] is what the catalogs say, read once; [`rules`] find in it what
//!   needs no trying.
//! - [`probe`] makes a plan of both, [`runner`] tries it: one script, one round
//!   trip, everything rolled back. [`check`](check()) does all of it.
//!
//! What it deliberately does not know: where the database is, how it came to
//! its schema, how a result is printed.

mod check;
pub mod contract;
mod error;
pub mod export;
pub mod expression;
pub mod facts;
pub mod mutant;
mod mutation;
pub mod planner;
pub mod probe;
pub mod rules;
pub mod runner;

pub use check::{Check, Declared, check};
pub use contract::{Contract, ContractError};
pub use error::Error;
pub use facts::Facts;
pub use mutation::{MutantResult, Mutation, WitnessRow, mutate};
pub use runner::{CellResult, FailedProbe, Outcome};
