//! `stagecraft rls explain`: one cell, taken apart.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use stagecraft_model::Failure;
use stagecraft_rls::facts::PolicyCommand;
use stagecraft_rls::report::explained;
use stagecraft_rls::{Question, explain};
use stagecraft_terminal::{ExitStatus, Terminal};

use super::check::declared;
use super::on::OnArgs;
use crate::output;

/// Schema name of what `explain` prints as JSON.
pub const EXPLANATION_SCHEMA: &str = "stagecraft.rls-explanation/1";

/// Which cell to explain
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The table or view, with or without its schema
    #[arg(long, value_name = "NAME")]
    object: String,
    /// What the actor does
    #[arg(long, value_enum)]
    command: RowCommand,
    /// The actor, as the contract calls it
    #[arg(long, value_name = "NAME")]
    actor: String,
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// The contract; otherwise supabase/rls.toml of the project
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    #[command(flatten)]
    on: OnArgs,
}

/// A command that touches rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RowCommand {
    Select,
    Insert,
    Update,
    Delete,
}

impl ExplainArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.on.sandbox.read(&self.project)?;
        let declared = declared(&project, self.contract.as_deref(), terminal)?;
        let place = self.on.open(&project, terminal).await?;
        terminal.findings(&place.findings, &project.sources());
        let question = Question {
            object: self.object,
            command: match self.command {
                RowCommand::Select => PolicyCommand::Select,
                RowCommand::Insert => PolicyCommand::Insert,
                RowCommand::Update => PolicyCommand::Update,
                RowCommand::Delete => PolicyCommand::Delete,
            },
            actor: self.actor,
        };
        let extent = place.extent;
        let work = place.finish("asking the policies", terminal, async |session| {
            explain(session.client(), &declared, &question, extent).await
        });
        let Some(explanation) = work.await? else {
            return Ok(ExitStatus::Other(130));
        };
        output::print(EXPLANATION_SCHEMA, &explanation, terminal, || {
            explained(&explanation, terminal.palette())
        });
        let verdict = explanation.cell.map(|it| it.verdict);
        Ok(verdict.map_or(ExitStatus::Held, Into::into))
    }
}
