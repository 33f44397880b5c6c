//! Whether what is in a database is what was meant: rows that are made again
//! and compared, and rows of one tenant that refer to another's.

mod compare;
mod crossings;

pub(crate) use compare::compare_table;
pub use compare::{Difference, TableVerdict, VerifyObserver, verify};
pub use crossings::{Crossing, crossings};
