//! `stagecraft rollback show`: the way back of one migration as text.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Document, Failure};
use stagecraft_plan::{KeepFile, Project};
use stagecraft_terminal::{ExitStatus, Format, Terminal};

use super::Error;
use super::composed::composed;
use crate::rehearse::{SandboxArgs, WayFiles, watched};

/// Schema name of what `show` prints as JSON.
pub const SHOWN_SCHEMA: &str = "stagecraft.rollback/1";

/// Which way back to print
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The version of the migration
    version: String,
    /// The project: a folder that holds supabase/, or another tool's migrations
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// Generate it, though the project has a file for it
    #[arg(long)]
    generated: bool,
    /// Print the migration with what keeps its rows around it, in place of the way back
    #[arg(long)]
    composed: bool,
    #[command(flatten)]
    sandbox: SandboxArgs,
}

/// A way back as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The migration's version.
    pub version: String,
    /// The project's file; absent where it was generated just now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The SQL.
    pub sql: String,
}

impl ShowArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.sandbox.read(&self.project)?;
        let is_there = project
            .migrations
            .iter()
            .any(|it| it.version == self.version);
        if !is_there {
            return Err(Error::NoSuchVersion {
                version: self.version,
            }
            .into());
        }
        let shown = match self.in_files(&project) {
            Some(shown) if !self.generated => shown,
            _ => self.rehearsed(&project, terminal).await?,
        };
        if terminal.format() == Format::Json {
            let document = Document::new(SHOWN_SCHEMA, Timestamp::now(), &shown);
            terminal.data(&document.to_json().unwrap_or_default());
        } else {
            terminal.data(&shown.sql);
        }
        Ok(ExitStatus::Held)
    }

    fn in_files(&self, project: &Project) -> Option<Shown> {
        if self.composed {
            let keep = project.keeps.get(&self.version)?;
            return Some(Shown {
                version: self.version.clone(),
                path: Some(keep.path.clone()),
                sql: composed_of(project, &self.version, keep)?,
            });
        }
        let migration = project
            .migrations
            .iter()
            .find(|it| it.version == self.version)?;
        let rollback = project.rollback_of(&migration.path)?;
        Some(Shown {
            version: self.version.clone(),
            path: Some(rollback.path.clone()),
            sql: rollback.sql.clone(),
        })
    }

    async fn rehearsed(self, project: &Project, terminal: &Terminal) -> Result<Shown, Failure> {
        let mut config = self.sandbox.resolve(project);
        config.until = Some(self.version.clone());
        let sealed = watched(project, &config, "rollback show", terminal).await?;
        let way = sealed.ways.iter().rfind(|it| it.version == self.version);
        let acts = sealed.rehearsal.body.migrations.iter();
        let outcome = acts
            .filter(|it| it.version == self.version)
            .map(|it| it.outcome.label())
            .next_back();
        let Some(way) = way else {
            return Err(Error::NoWayBack {
                version: self.version,
                why: format!("the migration is {}", outcome.unwrap_or("not run")),
            }
            .into());
        };
        Ok(Shown {
            version: self.version.clone(),
            path: None,
            sql: text(project, &self.version, way, self.composed),
        })
    }
}

fn text(project: &Project, version: &str, way: &WayFiles, is_composed: bool) -> String {
    if !is_composed {
        return way.rollback.clone();
    }
    let keep = KeepFile::read(way.keep.as_deref().unwrap_or_default());
    composed_of(project, version, &keep).unwrap_or_default()
}

fn composed_of(project: &Project, version: &str, keep: &KeepFile) -> Option<String> {
    let plan = stagecraft_plan::plan(project, None);
    let migration = plan.migrations.iter().find(|it| it.version == version)?;
    Some(composed(migration, project.sql_of(&migration.path), keep))
}
