//! `stagecraft rls`: a contract of who may touch which rows, and its proof.

mod check;
mod copy;
mod declared;
mod draft_error;
mod error;
mod explain;
mod export;
mod init;
mod mutate;
mod on;
mod report_to;

use clap::Subcommand;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

pub use check::CheckArgs;
pub use copy::{connect_to, fill_copy};
pub(crate) use declared::{CONTRACT, read};
pub use draft_error::DraftError;
pub use error::Error;
pub(crate) use error::span;
pub use explain::{EXPLANATION_SCHEMA, ExplainArgs};
pub use export::{EXPORTED_SCHEMA, ExportArgs, Exported, ExportedFile, State};
pub use init::{DRAFTED_SCHEMA, Drafted, InitArgs};
pub use mutate::MutateArgs;
pub(crate) use on::{Migrated, On, open_migrated};
pub use report_to::{ReportFormat, ReportTo};

/// Declare who may touch which rows, and prove it
#[derive(Debug, Subcommand)]
pub enum RlsCommand {
    /// Draft a contract from what the policies do, for you to review
    ///
    /// Applies the migrations in a sandbox, gives every table rows of several users and tenants,
    /// and tries which rows each of them can read and write. Writes supabase/rls.toml, where every
    /// entry is a draft, and supabase/rls_fixture.sql.
    Init(InitArgs),
    /// Try every cell of the row security contract and say which do not hold
    ///
    /// Every actor tries every command on every object that supabase/rls.toml speaks of, on the
    /// rows of its fixture, in one transaction that is rolled back. What cannot be proven is
    /// unproven, never passed: exit code 1.
    Check(CheckArgs),
    /// Break every policy, grant, view and helper alone, and see whether the contract notices
    ///
    /// In a sandbox. A change that makes no difference is told apart by its plan or by what it
    /// is; for one that no probe notices, a row is looked for that shows it, and the missing
    /// assertion is printed as TOML. Exit code 1 when a leak that a row shows went unnoticed.
    Mutate(MutateArgs),
    /// Say of one cell which policy lets a row pass or stops it, clause by clause
    Explain(ExplainArgs),
    /// Write the contract as a test that psql runs, and as one of pgTAP
    Export(ExportArgs),
}

impl Tool for RlsCommand {
    const NAME: &'static str = "stagecraft-rls";
    const ABOUT: &'static str = "Declare who may touch which rows, and prove it";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(crate::rehearse::Error::runtime)?;
        runtime.block_on(async {
            match self {
                Self::Check(args) => args.run(terminal).await,
                Self::Mutate(args) => args.run(terminal).await,
                Self::Explain(args) => args.run(terminal).await,
                Self::Export(args) => args.run(terminal).await,
                Self::Init(args) => args.run(terminal).await,
            }
        })
    }
}
