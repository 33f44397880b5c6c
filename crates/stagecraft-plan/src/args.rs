//! The commands of `stagecraft-plan`.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::Timestamp;
use stagecraft_model::{Document, Failure, Verdict};
use stagecraft_terminal::{ExitStatus, Format, Terminal, Tool};

use crate::{Error, PLAN_SCHEMA, Plan, Project};

/// Read a project and plan what applying it would do
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Show every migration: statements, how it runs, rollback, findings
    Show {
        /// The project: a folder that holds supabase/, or supabase/ itself
        #[arg(default_value = ".")]
        project: PathBuf,
    },
}

impl Tool for PlanCommand {
    const NAME: &'static str = "stagecraft-plan";
    const ABOUT: &'static str = "Read a supabase folder and plan what applying it would do";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        match self {
            Self::Show { project } => {
                let project = Project::read(&project)?;
                let plan = crate::plan(&project, None);
                show(&project, &plan, Timestamp::now(), terminal)
            }
        }
    }
}

/// Prints a plan and its findings; an error finding makes the status 1.
pub fn show(
    project: &Project,
    plan: &Plan,
    made_at: Timestamp,
    terminal: &Terminal,
) -> Result<ExitStatus, Failure> {
    if terminal.format() == Format::Json {
        let document = Document::new(PLAN_SCHEMA, made_at, plan);
        let text = document
            .to_json()
            .map_err(|source| Error::Document { source })?;
        terminal.data(&text);
    } else {
        terminal.findings(&plan.findings, &project.sources());
    }
    Ok(Verdict::of(&plan.findings).into())
}
