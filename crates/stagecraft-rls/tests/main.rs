//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod facts;
mod rules;
mod shapes;
