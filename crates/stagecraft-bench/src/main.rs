//! Benchmarks beside the peers, in one run: `cargo xtask bench [name]`.
//!
//! A figure is a ratio of medians over runs that alternate, so that a slow
//! moment of the machine hits both sides. Absolute times are printed beside it
//! and mean nothing on another machine.

mod apply;
mod cli;
mod figures;
mod project;
mod sandbox;
mod snapshot;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
