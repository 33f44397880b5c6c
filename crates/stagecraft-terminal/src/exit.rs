//! The exit codes, documented once.

use stagecraft_model::{ErrorClass, Verdict};

/// What a command tells the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: it held.
    Held,
    /// 1: it ran to the end and something did not hold.
    NotHeld,
    /// 2: the call, the configuration or an input file is wrong.
    Usage,
    /// 3: the environment is not available: vault, network, server, disk, a missing program.
    Environment,
    /// The exit code of a command that was wrapped, or 128 + signal.
    Other(u8),
}

impl ExitStatus {
    /// Returns the number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Held => 0,
            Self::NotHeld => 1,
            Self::Usage => 2,
            Self::Environment => 3,
            Self::Other(code) => code,
        }
    }
}

impl From<ErrorClass> for ExitStatus {
    fn from(class: ErrorClass) -> Self {
        match class {
            ErrorClass::Usage => Self::Usage,
            ErrorClass::Environment => Self::Environment,
        }
    }
}

impl From<Verdict> for ExitStatus {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Held => Self::Held,
            Verdict::Unproven | Verdict::NotHeld => Self::NotHeld,
        }
    }
}

/// The help text that every command ends with.
pub(crate) const HELP: &str = "\
Exit codes:
  0  it held
  1  it ran to the end and something did not hold
  2  the call, the configuration or an input file is wrong
  3  the environment is not available (vault, network, server, disk, a program)";
