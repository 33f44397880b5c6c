//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod facts;
mod layer;
mod report;
mod rules;
