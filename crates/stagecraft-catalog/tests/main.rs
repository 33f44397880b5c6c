//! Snapshots of real servers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;
mod changes;
mod columns;
mod databases;
mod laws;
mod robustness;
mod unknown;
