//! `stagecraft rls init`: a first contract, drafted from what the policies do.

use std::path::PathBuf;

use clap::Args;
use serde::{Deserialize, Serialize};
use stagecraft_model::Failure;
use stagecraft_plan::{Layout, Project};
use stagecraft_rls::{Draft, draft};
use stagecraft_sandbox::Sandbox;
use stagecraft_terminal::{ExitStatus, Terminal};

use super::error::write;
use super::on::{Migrated, open_migrated};
use super::{DraftError, connect_to, fill_copy};
use crate::output;
use crate::rehearse::SandboxArgs;

/// Schema name of what `init` prints.
pub const DRAFTED_SCHEMA: &str = "stagecraft.rls-drafted/1";

/// What to draft from, and where to write it
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The project: a folder that holds supabase/
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// Write over the contract and the fixture that are there
    #[arg(long)]
    force: bool,
    /// Go on without migrations that do not apply
    #[arg(long)]
    skip_failing: bool,
    #[command(flatten)]
    sandbox: SandboxArgs,
}

/// What was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// The contract.
    pub contract: String,
    /// The SQL that makes the rows which it is tried on.
    pub fixture: String,
    /// What a reader should know first.
    pub notes: Vec<String>,
}

impl InitArgs {
    /// Drafts a contract in a sandbox and writes it beside the migrations.
    pub async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.sandbox.read(&self.project)?;
        if project.layout != Layout::Supabase {
            return Err(DraftError::OtherLayout.into());
        }
        let folder = project.root.join("supabase");
        let (contract, fixture) = (folder.join("rls.toml"), folder.join("rls_fixture.sql"));
        for path in [&contract, &fixture] {
            if !self.force && path.exists() {
                return Err(DraftError::Present { path: path.clone() }.into());
            }
        }
        let Migrated {
            sandbox,
            session,
            findings,
            mut interrupted,
        } = open_migrated(&self.sandbox, &project, terminal).await?;
        // A database that somebody is connected to is not copied.
        drop(session);
        let failing = findings.first().and_then(|it| it.at.clone());
        terminal.findings(&findings, &project.sources());
        if let (Some(at), false) = (failing, self.skip_failing) {
            sandbox.stop().await?;
            return Err(DraftError::Migration { path: at.file }.into());
        }
        let progress = terminal.progress("rls", 1);
        progress.message("filling tables and trying who may touch what".to_owned());
        let outcome = tokio::select! {
            outcome = drafted(&project, &sandbox) => Some(outcome),
            _ = interrupted.changed() => None,
        };
        progress.finish();
        sandbox.stop().await?;
        let Some(outcome) = outcome else {
            return Ok(ExitStatus::Other(130));
        };
        let (draft, notes) = outcome?;
        write(&contract, &draft.toml)?;
        write(&fixture, &draft.fixture)?;
        let drafted = Drafted {
            contract: contract.display().to_string(),
            fixture: fixture.display().to_string(),
            notes,
        };
        output::print(DRAFTED_SCHEMA, &drafted, terminal, || shown(&drafted));
        Ok(ExitStatus::Held)
    }
}

/// Drafts a contract, and says which tables stayed short of rows.
async fn drafted(project: &Project, sandbox: &Sandbox) -> Result<(Draft, Vec<String>), DraftError> {
    let (filled, mut notes) = fill_copy(sandbox).await?;
    let fresh = connect_to(&sandbox.config()).await?;
    let draft = draft(&fresh, &filled, &project.config.api_schemas).await?;
    notes.extend(draft.notes.iter().cloned());
    Ok((draft, notes))
}

fn shown(drafted: &Drafted) -> String {
    let mut text = String::new();
    for note in &drafted.notes {
        text.push_str(&format!("  {note}\n"));
    }
    text.push_str(&format!(
        "{}\n{}\nEvery entry is a draft: read it, correct it, take its `status = \"draft\"` out.\n",
        drafted.contract, drafted.fixture
    ));
    text
}
