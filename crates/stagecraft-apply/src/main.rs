//! Applies pending migrations to a database that is named.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft_apply::args::ApplyCommand>()
}
