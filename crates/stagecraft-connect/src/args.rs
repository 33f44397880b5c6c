//! The sub-commands: `prove` and `dsn`.

mod dsn;
mod prove;

use clap::Subcommand;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

pub use dsn::DsnArgs;
pub use prove::ProveArgs;

/// What can be done with a database's address.
#[derive(Debug, Subcommand)]
pub enum ConnectCommand {
    /// Connect and prove what is at the other end
    ///
    /// Shows the host's addresses and which one was used, TLS, the server, the clock, the round
    /// trip, and whether a pooler is in between and of which mode. Changes nothing in the
    /// database.
    Prove(ProveArgs),
    /// Show how the address is read, without its password and without connecting
    Dsn(DsnArgs),
}

impl Tool for ConnectCommand {
    const NAME: &'static str = "stagecraft-connect";
    const ABOUT: &'static str = "Prove where a database address leads";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        match self {
            Self::Prove(args) => Ok(args.run(*terminal)?),
            Self::Dsn(args) => Ok(args.run(*terminal)?),
        }
    }
}
