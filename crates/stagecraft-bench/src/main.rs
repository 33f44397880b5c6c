//! Benchmarks beside the peers, in one run: `cargo xtask bench [name]`.
//!
//! A figure is a ratio of medians over runs that alternate, so that a slow
//! moment of the machine hits both sides. Absolute times are printed beside it
//! and mean nothing on another machine.
//!
//! Three stand apart: `tiles` holds the repository's own queries to the budgets
//! in their headers, `rls` tries and breaks a contract, and `reverse` counts what
//! ways back lose.

mod apply;
mod cli;
mod figures;
mod layer;
mod project;
mod realistic;
mod reverse;
mod rls;
mod rollback;
mod sandbox;
mod scans;
mod snapshot;
mod tile;
mod tiles;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
