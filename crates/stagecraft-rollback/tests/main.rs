//! Rollbacks on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod catalog_cases;
mod databases;
