//! `stagecraft seed`: rows for every table, the same ones every time.

mod args;
mod document;
mod error;
mod init;
mod load;
mod out;
mod place;
mod plan;
mod show;
mod verify;

use clap::Subcommand;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

pub use document::{
    LOADED_SCHEMA, Loaded, LoadedTable, Migrations, PLANNED_SCHEMA, Planned, PlannedTable,
    VERIFIED_SCHEMA, Verified,
};
pub use error::Error;
pub use init::{DRAFTED_SCHEMA, Drafted, InitArgs};
pub use load::LoadArgs;
pub use plan::PlanArgs;
pub use verify::VerifyArgs;

/// Make rows for every table: any schema, any size, the same bytes every time
#[derive(Debug, Subcommand)]
pub enum SeedCommand {
    /// Say how many rows each table gets, whose they are, and what can't be made
    ///
    /// A few rows of every table are tried in a transaction that is rolled back.
    Plan(PlanArgs),
    /// Make the rows and load them, or write them to files
    ///
    /// Into a sandbox with the project's migrations, or with `--on target` into the database that
    /// `--vault`, `--url` or the environment names. There rows are added beside those that are
    /// there; a load that was cut short goes on where it was. Afterwards every foreign key is
    /// asked for rows that refer to another tenant's: exit code 1 when there are any.
    Load(LoadArgs),
    /// Make every row again and compare it with what is in the database
    Verify(VerifyArgs),
    /// Draft supabase/seed.toml from the schema, and from a database's statistics
    Init(InitArgs),
}

impl Tool for SeedCommand {
    const NAME: &'static str = "stagecraft-seed";
    const ABOUT: &'static str = "Rows for every table: any schema, any size, the same every time";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(crate::rehearse::Error::runtime)?;
        runtime.block_on(async {
            match self {
                Self::Plan(args) => Box::pin(args.run(terminal)).await,
                Self::Load(args) => Box::pin(args.run(terminal)).await,
                Self::Verify(args) => args.run(terminal).await,
                Self::Init(args) => args.run(terminal).await,
            }
        })
    }
}
