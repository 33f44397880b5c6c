//! Proves the way back of a migration: up, down, compare, up again, compare.
//!
//! [`Prover`] applies one migration after another to a database of its own and
//! keeps what it knows of catalog and contents up to date. A migration that is
//! one transaction is proven inside it: after its statements have run, the way
//! back is taken, compared with what was before (catalog, contents of every
//! table that was touched, sequences), the migration is run again and compared
//! with what it had left; all of that is rolled back to a savepoint, and the
//! migration is committed. One that cannot be a transaction is taken back and
//! applied again for good, and so is one whose way back is none: it builds
//! indexes while rows are written.
//!
//! What it deliberately does not know: where the database is and what is in
//! it. It must be nobody else's.
//!
//! **Invariant:** nothing is called exact that was not compared.

mod attempt;
mod compare;
mod contents;
mod document;
mod error;
mod for_good;
mod observe;
mod one_by_one;
mod prove;
mod prover;
mod render;
mod trial;
mod varying;
mod way;

pub use document::{Grade, MigrationProof, Rows, WayProof};
pub use error::Error;
pub use prover::{Migrated, Own, ProofConfig, Prover};
pub use render::{About, GENERATED, keep_file, rollback_file, strategy_label};
