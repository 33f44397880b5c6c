//! The `stagecraft-plan` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<stagecraft_plan::args::PlanCommand>()
}
