//! Rollbacks on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod case;
mod catalog_cases;
mod databases;
