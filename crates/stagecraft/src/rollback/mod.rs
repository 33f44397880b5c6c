//! `stagecraft rollback`: ways back, proven in a sandbox, written as files, and
//! run where a person names the database.

mod composed;
mod error;
mod files;
mod generate;
mod kept;
mod proofs;
mod run;
mod show;
mod verify;

use clap::Subcommand;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

pub use error::Error;
pub use generate::{Action, GENERATED_SCHEMA, GenerateArgs, Generated, Written};
pub use kept::{FINALIZED_SCHEMA, FinalizeArgs, KEPT_SCHEMA, KeptArgs};
pub use proofs::{PROOFS_FILE, PROOFS_SCHEMA, Proofs, ProvenFile, RollbackProof};
pub use run::{AtWorst, RunArgs, UNDONE_SCHEMA, Undone};
pub use show::{SHOWN_SCHEMA, ShowArgs, Shown};
pub use verify::{Counts, ROLLBACKS_SCHEMA, Rollbacks, VerifyArgs, WayBack};

/// Prove, write and run the ways back of migrations
#[derive(Debug, Subcommand)]
pub enum RollbackCommand {
    /// Write the proven way back of every migration that has none by hand
    ///
    /// Every migration is rehearsed on tables with rows: applied, taken back, compared, applied
    /// again. What restores the catalog, the rows and the sequences is written to
    /// supabase/rollbacks/, with a `.keep.sql` beside it where rows have to be kept, and with the
    /// grades in proofs.json. Files that somebody wrote by hand are never touched.
    Generate(GenerateArgs),
    /// Prove every way back, the generated ones and the project's own, and say what each loses
    ///
    /// Reads Supabase, golang-migrate, sqlx, diesel, Prisma, dbmate, Flyway and plain numbered files.
    Verify(VerifyArgs),
    /// Print the way back of one migration
    Show(ShowArgs),
    /// Undo the newest migration of a database that you name
    ///
    /// Refuses what was not proven, what has changed since, and what restores less than asked
    /// for. The rollback, the history row and the journal's entry are one transaction wherever
    /// that is possible.
    Run(RunArgs),
    /// List the rows that a database keeps for ways back
    Kept(KeptArgs),
    /// Let go of rows that are kept: their migrations cannot be undone without loss afterwards
    Finalize(FinalizeArgs),
}

impl Tool for RollbackCommand {
    const NAME: &'static str = "stagecraft-rollback";
    const ABOUT: &'static str = "Prove, write and run the ways back of migrations";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(crate::rehearse::Error::runtime)?;
        runtime.block_on(async {
            match self {
                Self::Generate(args) => args.run(terminal).await,
                Self::Verify(args) => args.run(terminal).await,
                Self::Show(args) => args.run(terminal).await,
                Self::Run(args) => args.run(terminal).await,
                Self::Kept(args) => args.run(terminal).await,
                Self::Finalize(args) => args.run(terminal).await,
            }
        })
    }
}
