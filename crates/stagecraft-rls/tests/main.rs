//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod claims;
mod facts;
mod layer;
mod oracle;
mod report;
mod rules;
mod severity;
