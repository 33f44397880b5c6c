//! Tests against real servers: Postgres of several majors, and PgBouncer.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

mod canary;
mod failures;
mod pool;
mod proof;
mod support;
mod tls;
