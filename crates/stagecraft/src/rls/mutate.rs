//! `stagecraft rls mutate`: the proof of the proof.

use std::path::PathBuf;

use clap::Args;
use stagecraft_model::{Failure, Verdict};
use stagecraft_rls::mutate;
use stagecraft_rls::report::{MUTATION_SCHEMA, mutation};
use stagecraft_terminal::{ExitStatus, Terminal};

use super::check::declared;
use super::on::open_sandbox;
use crate::output;
use crate::rehearse::SandboxArgs;

/// What to break
#[derive(Debug, Args)]
pub struct MutateArgs {
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// The contract; otherwise supabase/rls.toml of the project
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// List what no probe noticed and no row shows, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    sandbox: SandboxArgs,
}

impl MutateArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.sandbox.read(&self.project)?;
        let declared = declared(&project, self.contract.as_deref(), terminal)?;
        let place = open_sandbox(&self.sandbox, &project, terminal).await?;
        terminal.findings(&place.findings, &project.sources());
        let work = place.finish(
            "breaking one policy, grant, view or helper at a time",
            terminal,
            async |session| mutate(session.client(), &declared).await,
        );
        let Some(run) = work.await? else {
            return Ok(ExitStatus::Other(130));
        };
        output::print(MUTATION_SCHEMA, &run, terminal, || {
            mutation(&run, self.all, terminal.palette())
        });
        Ok(match run.verdict() {
            Verdict::Held => ExitStatus::Held,
            Verdict::Unproven | Verdict::NotHeld => ExitStatus::NotHeld,
        })
    }
}
