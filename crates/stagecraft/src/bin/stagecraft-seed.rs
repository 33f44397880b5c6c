//! Synthetic rows: planned, loaded, verified, drafted.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft::seed::SeedCommand>()
}
