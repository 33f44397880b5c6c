//! `stagecraft rls`: a contract of who may touch which rows, and its proof.

mod copy;
mod error;
mod init;

use clap::Subcommand;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

pub use copy::{connect_to, fill_copy};
pub use error::Error;
pub use init::{DRAFTED_SCHEMA, Drafted, InitArgs};

/// Declare who may touch which rows, and prove it
#[derive(Debug, Subcommand)]
pub enum RlsCommand {
    /// Draft a contract from what the policies do, for you to review
    ///
    /// Applies the migrations in a sandbox, gives every table rows of several users and tenants,
    /// and tries which rows each of them can read and write. Writes supabase/rls.toml, where every
    /// entry is a draft, and supabase/rls_fixture.sql.
    Init(InitArgs),
}

impl Tool for RlsCommand {
    const NAME: &'static str = "stagecraft-rls";
    const ABOUT: &'static str = "Declare who may touch which rows, and prove it";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(crate::rehearse::Error::runtime)?;
        runtime.block_on(async {
            match self {
                Self::Init(args) => args.run(terminal).await,
            }
        })
    }
}
