//! `stagecraft rls`: a contract of who may touch which rows, and its proof.

mod check;
mod declared;
mod error;
mod explain;
mod export;
mod mutate;
mod on;
mod report_to;

use clap::Subcommand;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

pub use check::CheckArgs;
pub(crate) use declared::{CONTRACT, read};
pub use error::Error;
pub use explain::{EXPLANATION_SCHEMA, ExplainArgs};
pub use export::{EXPORTED_SCHEMA, ExportArgs, Exported, ExportedFile, State};
pub use mutate::MutateArgs;
pub use report_to::{ReportFormat, ReportTo};

/// Prove who may read and write which rows
#[derive(Debug, Subcommand)]
pub enum RlsCommand {
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
    const ABOUT: &'static str = "Prove who may read and write which rows";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(crate::rehearse::Error::runtime)?;
        runtime.block_on(async {
            match self {
                Self::Check(args) => args.run(terminal).await,
                Self::Mutate(args) => args.run(terminal).await,
                Self::Explain(args) => args.run(terminal).await,
                Self::Export(args) => args.run(terminal).await,
            }
        })
    }
}
