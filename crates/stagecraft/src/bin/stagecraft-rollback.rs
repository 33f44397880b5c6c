//! The ways back of migrations: proven, written, run.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft::rollback::RollbackCommand>()
}
