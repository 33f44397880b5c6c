//! Filling real servers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;
mod columns;
mod databases;
mod datasets;
mod drafts;
mod judge;
mod own_profile;
mod profiles;
mod same;
mod security;
mod seeded;
mod values;
