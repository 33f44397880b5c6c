//! Filling real servers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;
mod columns;
mod databases;
mod judge;
mod same;
mod security;
