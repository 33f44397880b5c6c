//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::unwrap_used, reason = "tests")]
mod rules;
