//! `stagecraft rehearse`: its options and what it prints.

use std::path::PathBuf;

use clap::Args;
use stagecraft_model::{Failure, Finding};
use stagecraft_plan::Project;
use stagecraft_terminal::{ExitStatus, Format, Terminal};

use super::live::watched;
use super::sandbox_args::SandboxArgs;
use super::{REHEARSAL_FILE, RehearseConfig, Sealed, show};

/// Options of a rehearsal
#[derive(Debug, Args)]
pub struct RehearseArgs {
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(default_value = ".")]
    project: PathBuf,
    #[command(flatten)]
    sandbox: SandboxArgs,
    /// Do not read the catalog before and after each migration, nor prove ways back
    #[arg(long)]
    no_snapshots: bool,
    /// Leave the tables empty
    #[arg(long)]
    no_rows: bool,
    /// Do not prove ways back
    #[arg(long)]
    no_rollbacks: bool,
    /// Do not check the row security contract, supabase/rls.toml
    #[arg(long)]
    no_contract: bool,
}

impl RehearseArgs {
    /// Rehearses, shows the result and returns whether it held.
    pub fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.sandbox.read(&self.project)?;
        let config = RehearseConfig {
            snapshots: !self.no_snapshots,
            populate: !self.no_rows,
            rollbacks: !self.no_rollbacks,
            contract: !self.no_contract,
            ..self.sandbox.resolve(&project)
        };
        tokio::runtime::Runtime::new()
            .map_err(super::Error::runtime)?
            .block_on(run(&project, &config, terminal))
    }
}

async fn run(
    project: &Project,
    config: &RehearseConfig,
    terminal: &Terminal,
) -> Result<ExitStatus, Failure> {
    let sealed = watched(project, config, "rehearse", terminal).await?;
    match terminal.format() {
        Format::Json => terminal.data(&document(&sealed)?),
        Format::Human => {
            let mut sources = project.sources();
            let contract = project.root.join(crate::rls::CONTRACT);
            if let Ok(text) = std::fs::read_to_string(contract) {
                sources.insert(crate::rls::CONTRACT.to_owned(), text);
            }
            terminal.findings(&redacted(&sealed.rehearsal.body.findings), &sources);
            terminal.data(&show::summary(&sealed, terminal.palette()));
        }
    }
    if sealed.rehearsal.body.interrupted {
        return Ok(ExitStatus::Other(130));
    }
    Ok(sealed.rehearsal.body.verdict.into())
}

/// Returns the sealed document as it stands in the bundle: what looked like a
/// secret is redacted there, and must not reach a log of CI either.
fn document(sealed: &Sealed) -> Result<String, Failure> {
    let path = sealed.bundle.dir.join(REHEARSAL_FILE);
    Ok(std::fs::read_to_string(&path)
        .map_err(|source| super::Error::Unreadable { path, source })?)
}

fn redacted(findings: &[Finding]) -> Vec<Finding> {
    let clean = |text: &str| stagecraft_evidence::redact(text).into_owned();
    findings
        .iter()
        .map(|it| Finding {
            message: clean(&it.message),
            why: clean(&it.why),
            help: clean(&it.help),
            ..it.clone()
        })
        .collect()
}
