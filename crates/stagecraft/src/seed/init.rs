//! `stagecraft seed init`: a first profile, drafted from the schema.

use std::path::PathBuf;

use clap::Args;
use serde::{Deserialize, Serialize};
use stagecraft_model::Failure;
use stagecraft_seed::{Statistics, draft};
use stagecraft_terminal::{ExitStatus, Terminal};

use super::Error;
use super::args::usual;
use super::place::WhereArgs;
use super::plan::tables;
use crate::output;

/// Schema name of what `init` prints.
pub const DRAFTED_SCHEMA: &str = "stagecraft.seed-drafted/1";

/// What to draft from, and where to write it
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The project: a folder that holds supabase/, or a folder of migrations
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// Write it here; otherwise supabase/seed.toml of the project
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Write over the profile that is there
    #[arg(long)]
    force: bool,
    /// Of a database that is named: its row counts, shares of nulls and distributions, never rows
    #[command(flatten)]
    at: WhereArgs,
}

/// What was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// The profile.
    pub profile: String,
    /// How many tables it speaks of.
    pub tables: usize,
    /// Whether statistics of a database are in it.
    pub with_statistics: bool,
}

impl InitArgs {
    /// Drafts a profile.
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let path = match &self.profile {
            Some(path) => path.clone(),
            None => usual(&self.project),
        };
        if path.exists() && !self.force {
            return Err(Error::Present { path }.into());
        }
        let place = self.at.open(&self.project, terminal).await?;
        let drafted = place
            .finish(async |place| {
                let tables = tables(&place.snapshot)?;
                // What a sandbox counts says nothing of anybody's data.
                let statistics = if place.is_throwaway {
                    None
                } else {
                    Some(Statistics::read(&place.client, &tables).await?)
                };
                let text = draft(&place.snapshot, statistics.as_ref());
                Ok((text, tables.len(), statistics.is_some()))
            })
            .await?;
        let Some((text, tables, with_statistics)) = drafted else {
            return Ok(ExitStatus::Other(130));
        };
        let written = match path.parent() {
            Some(folder) => std::fs::create_dir_all(folder),
            None => Ok(()),
        };
        written
            .and_then(|()| std::fs::write(&path, &text))
            .map_err(|source| Error::Unwritable {
                path: path.clone(),
                source,
            })?;
        let drafted = Drafted {
            profile: path.display().to_string(),
            tables,
            with_statistics,
        };
        output::print(DRAFTED_SCHEMA, &drafted, terminal, || {
            format!(
                "{}\nWhat it says is what is assumed without it: take out what is right, and correct the rest.\n",
                drafted.profile
            )
        });
        Ok(ExitStatus::Held)
    }
}
