//! The `stagecraft-connect` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft_connect::ConnectCommand>()
}
