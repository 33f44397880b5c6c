//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod claims;
mod facts;
mod rules;
mod severity;
