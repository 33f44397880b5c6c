//! Snapshots of real servers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;
mod changes;
mod columns;
mod databases;
mod dump;
mod laws;
mod robustness;
mod unknown;
