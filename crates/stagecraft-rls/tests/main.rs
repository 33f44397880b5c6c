//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod draft;
mod facts;
mod layer;
mod rules;
