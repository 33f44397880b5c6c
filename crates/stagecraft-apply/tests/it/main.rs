//! Files applied to real servers, and the history they leave.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper of a test may fail the test"
)]

mod files;
mod history_table;
mod support;
