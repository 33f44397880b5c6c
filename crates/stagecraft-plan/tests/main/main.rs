//! Laws and snapshots over folders of cases.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod cli_split;
mod laws;
mod layouts;
mod plans;
mod projects;
mod splits;
