//! `stagecraft rls init`: a first contract, drafted from what the policies do.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Document, Failure};
use stagecraft_plan::{Layout, Project};
use stagecraft_rls::{Draft, draft};
use stagecraft_sandbox::{Sandbox, SandboxConfig};
use stagecraft_terminal::{ExitStatus, Format, Terminal};
use tokio_postgres::Client;

use super::error::write;
use super::{DraftError, connect_to, fill_copy};

/// Schema name of what `init` prints.
pub const DRAFTED_SCHEMA: &str = "stagecraft.rls-drafted/1";

/// What to draft from, and where to write it
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The project: a folder that holds supabase/
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// Major version of Postgres; otherwise `[db] major_version` of supabase/config.toml, otherwise 17
    #[arg(long, value_parser = clap::value_parser!(u16).range(15..=18), env = "STAGECRAFT_ENGINE")]
    engine: Option<u16>,
    /// Write over the contract and the fixture that are there
    #[arg(long)]
    force: bool,
    /// Go on without migrations that do not apply
    #[arg(long)]
    skip_failing: bool,
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
        let project = Project::read_any(&self.project, None)?;
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
        let major = self.engine.or(project.config.db_major).unwrap_or(17);
        let sandbox = Sandbox::start(&SandboxConfig::new(major)).await?;
        let outcome = self.draft(&project, &sandbox).await;
        sandbox.stop().await?;
        let (draft, notes) = outcome?;
        write(&contract, &draft.toml)?;
        write(&fixture, &draft.fixture)?;
        let drafted = Drafted {
            contract: contract.display().to_string(),
            fixture: fixture.display().to_string(),
            notes,
        };
        let text = match terminal.format() {
            Format::Json => Document::new(DRAFTED_SCHEMA, Timestamp::now(), &drafted)
                .to_json()
                .unwrap_or_default(),
            Format::Human => shown(&drafted),
        };
        terminal.data(&stagecraft_evidence::redact(&text));
        Ok(ExitStatus::Held)
    }

    async fn draft(
        &self,
        project: &Project,
        sandbox: &Sandbox,
    ) -> Result<(Draft, Vec<String>), DraftError> {
        let mut notes = Vec::new();
        let client = connect_to(&sandbox.config()).await?;
        self.migrate(project, &client, &mut notes).await?;
        drop(client);
        let (filled, short) = fill_copy(sandbox).await?;
        notes.extend(short);
        let fresh = connect_to(&sandbox.config()).await?;
        let draft = draft(&fresh, &filled, &project.config.api_schemas).await?;
        notes.extend(draft.notes.iter().cloned());
        Ok((draft, notes))
    }

    async fn migrate(
        &self,
        project: &Project,
        client: &Client,
        notes: &mut Vec<String>,
    ) -> Result<(), DraftError> {
        for migration in &project.migrations {
            let Err(source) = client.batch_execute(project.sql_of(&migration.path)).await else {
                continue;
            };
            if !self.skip_failing {
                return Err(DraftError::Migration {
                    path: migration.path.clone(),
                    source,
                });
            }
            let words = source.as_db_error().map(ToString::to_string);
            notes.push(format!(
                "{} was left out: {}",
                migration.path,
                words.unwrap_or_default()
            ));
            // A file that began a transaction of its own has left it open.
            let _ = client.batch_execute("rollback").await;
        }
        Ok(())
    }
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
