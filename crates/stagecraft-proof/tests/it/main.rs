//! Ways back on real servers, with rows.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;
mod database;
mod for_good;
mod oracle;
mod since;
