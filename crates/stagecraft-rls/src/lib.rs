//! Row level security: a contract, its proof, and the proof of the proof.
//!
//! - [`Contract`] is what a person declared: who may touch which rows.
//! - [`Facts`] is what the catalogs say, read once; [`rules`] find in it what
//!   needs no trying.
//! - [`probe`] makes a plan of both, [`runner`] tries it: one script, one round
//!   trip, everything rolled back. [`check`](check()) does all of it.
//!
//! - [`draft`](draft()) writes a first contract, for somebody to review.
//!
//! What it deliberately does not know: where the database is, how it came to
//! its schema, how a result is printed.

mod check;
pub mod contract;
pub mod draft;
mod error;
pub mod facts;
pub mod probe;
pub mod rules;
pub mod runner;

pub use check::{CellResult, Check, Declared, cells, check};
pub use contract::{Contract, ContractError};
pub use draft::{Draft, draft};
pub use error::Error;
pub use facts::Facts;
pub use runner::{Outcome, ProbeResult};
