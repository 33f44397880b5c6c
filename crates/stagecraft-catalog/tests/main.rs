//! Snapshots of real servers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;
mod databases;
mod dump;
mod laws;
mod robustness;
