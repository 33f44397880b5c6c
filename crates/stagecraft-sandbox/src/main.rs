//! The command `stagecraft-sandbox`.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft_sandbox::SandboxCommand>()
}
