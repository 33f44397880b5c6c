//! Row level security: a contract, its proof, and the proof of the proof.
//!
//! What it deliberately does not know: where the database is, how it came to
//! its schema.

pub mod contract;
mod error;
pub mod expression;
pub mod facts;
pub mod mutant;
pub mod planner;
pub mod rules;

pub use contract::{Contract, ContractError};
pub use error::Error;
pub use facts::Facts;
