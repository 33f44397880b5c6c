//! Row level security: a contract, its proof, and the proof of the proof.
//!
//! - [`Contract`] is what a person declared: who may touch which rows.
//! - [`Facts`] is what the catalogs say, read once; [`rules`] find in it what
//!   needs no trying.
//! - [`probe`] makes a plan of both, [`runner`] tries it: one script, one round
//!   trip, everything rolled back. [`check`](check()) does all of it.
//!
//! - [`report`] is what came of it in words and in other tools' formats;
//!   [`explain`](explain()) takes a single cell apart.
//! - [`draft`](draft()) writes a first contract, for somebody to review;
//!   [`mutate`](mutate()) says what a contract would not notice.
//!
//! What it deliberately does not know: where the database is, how it came to
//! its schema, where a result goes.

mod check;
pub mod contract;
pub mod draft;
mod error;
pub mod explain;
pub mod export;
pub mod expression;
pub mod facts;
pub mod mutant;
mod mutation;
pub mod planner;
pub mod probe;
pub mod report;
pub mod rules;
pub mod runner;

pub use check::{Check, Declared, check, check_reading};
pub use contract::{Contract, ContractError};
pub use draft::{Draft, draft};
pub use error::Error;
pub use explain::{Explanation, Question, explain};
pub use facts::Facts;
pub use mutation::{MutantResult, Mutation, WitnessRow, mutate};
pub use runner::{CellResult, FailedProbe, Outcome};
