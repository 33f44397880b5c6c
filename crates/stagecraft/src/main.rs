//! The umbrella command.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft::cli::Command>()
}
