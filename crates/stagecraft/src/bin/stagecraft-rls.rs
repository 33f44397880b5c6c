//! The row security contract: checked, explained, exported.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft::rls::RlsCommand>()
}
