//! Databases and case folders for the tests of the other crates.
//!
//! What it deliberately does not know: what the tests prove. It starts real
//! servers, never imitates one.

mod cases;
mod database;
mod dump;

pub use cases::{Case, cases};
pub use database::{admin_client, client, majors, sandbox};
pub use dump::{DUMP_MAJOR, dump};
