//! Bundles that were tampered with, real child processes, planted secrets.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod cli;
mod heartbeat;
mod secrets;
mod support;
mod tamper;
mod tools;
mod writer;
