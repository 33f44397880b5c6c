//! The binary `stagecraft-evidence`.

use std::process::ExitCode;

use stagecraft_evidence::args::EvidenceCommand;

fn main() -> ExitCode {
    stagecraft_terminal::run_tool::<EvidenceCommand>()
}
