//! Row security on real servers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod facts;
