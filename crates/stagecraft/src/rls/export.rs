//! `stagecraft rls export`: the contract as a file that psql runs, and as one
//! of pgTAP.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Document, Failure};
use stagecraft_rls::{Error as RlsError, export, facts, probe};
use stagecraft_terminal::{ExitStatus, Format, Palette, Terminal};

use super::check::declared;
use super::error::{Error, write};
use super::on::OnArgs;

/// Schema name of what `export` prints as JSON.
pub const EXPORTED_SCHEMA: &str = "stagecraft.rls-export/1";

/// What to write
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// The contract; otherwise supabase/rls.toml of the project
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// The file that psql runs; otherwise rls_tests.sql beside the contract
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the same as a pgTAP test, for `supabase test db`
    #[arg(long, value_name = "FILE")]
    pgtap: Option<PathBuf>,
    /// Write nothing; exit with 1 where a file is not what would be written
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    on: OnArgs,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The files.
    pub files: Vec<ExportedFile>,
}

/// A file of the export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Where it is.
    pub path: String,
    /// Digest of what it holds now, or would hold.
    pub digest: Digest,
    /// What became of it.
    pub state: State,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was right already.
    Current,
    /// It was written.
    Written,
    /// It is missing or not what would be written, and was left alone.
    Stale,
}

impl ExportArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.on.sandbox.read(&self.project)?;
        let declared = declared(&project, self.contract.as_deref(), terminal)?;
        let contract = self
            .contract
            .unwrap_or_else(|| project.root.join(super::CONTRACT));
        let out = self
            .out
            .unwrap_or_else(|| contract.with_file_name("rls_tests.sql"));
        let place = self.on.open(&project, terminal).await?;
        if !place.findings.is_empty() {
            terminal.findings(&place.findings, &project.sources());
            return Ok(ExitStatus::NotHeld);
        }
        let work = place.finish("reading the catalogs", terminal, async |session| {
            let facts = facts::read(session.client(), &declared.contract.roles()).await?;
            Ok::<_, RlsError>(probe::plan(&declared.contract, &facts))
        });
        let Some(plan) = work.await? else {
            return Ok(ExitStatus::Other(130));
        };
        let mut files = vec![file(&out, &export::psql(&declared, &plan), self.check)?];
        if let Some(path) = &self.pgtap {
            files.push(file(path, &export::pgtap(&declared, &plan), self.check)?);
        }
        let exported = Exported { files };
        match terminal.format() {
            Format::Json => {
                let document = Document::new(EXPORTED_SCHEMA, Timestamp::now(), &exported);
                terminal.data(&document.to_json().unwrap_or_default());
            }
            Format::Human => terminal.data(&shown(&exported, terminal.palette())),
        }
        let is_stale = exported.files.iter().any(|it| it.state == State::Stale);
        Ok(if is_stale {
            ExitStatus::NotHeld
        } else {
            ExitStatus::Held
        })
    }
}

fn file(path: &Path, text: &str, only_check: bool) -> Result<ExportedFile, Error> {
    let is_current = std::fs::read(path).is_ok_and(|it| it == text.as_bytes());
    let state = match (is_current, only_check) {
        (true, _) => State::Current,
        (false, true) => State::Stale,
        (false, false) => {
            write(path, text)?;
            State::Written
        }
    };
    Ok(ExportedFile {
        path: path.display().to_string(),
        digest: Digest::of(text),
        state,
    })
}

fn shown(exported: &Exported, palette: Palette) -> String {
    let mut text = String::new();
    for file in &exported.files {
        let state = match file.state {
            State::Current => Palette::paint(palette.good, "current"),
            State::Written => Palette::paint(palette.good, "written"),
            State::Stale => Palette::paint(
                palette.bad,
                "stale: run `stagecraft rls export` and commit what it writes",
            ),
        };
        text.push_str(&format!(" {}  {state}\n", file.path));
    }
    text
}
