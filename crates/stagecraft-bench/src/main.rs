//! Benchmarks beside the peers, in one run: `cargo xtask bench [name]`.
//!
//! A figure is a ratio of medians over runs that alternate, so that a slow
//! moment of the machine hits both sides. Absolute times are printed beside it
//! and mean nothing on another machine.
//!
//! Six stand apart: `tiles` holds the repository's own queries to the budgets
//! in their headers, `rls` tries and breaks a contract, `reverse` counts what
//! ways back lose, `rls-peers` counts which planted holes are found, `seed`
//! counts rows in a second, and `seed-peers` what rows break that others make.

mod apply;
mod cli;
mod figures;
mod layer;
mod program;
mod project;
mod realistic;
mod reverse;
mod rls;
mod rls_peers;
mod rollback;
mod sandbox;
mod scans;
mod seed;
mod seed_peers;
mod snapshot;
mod tile;
mod tiles;
mod tiles_rows;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
