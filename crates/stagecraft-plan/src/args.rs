//! The commands of `stagecraft-plan`.

mod show;
mod split;

use std::path::PathBuf;

use clap::Subcommand;
use jiff::Timestamp;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

use crate::{Error, HistoryRow, Layout, Project};

pub use show::{render, show};
pub use split::{SPLIT_SCHEMA, SplitDocument};

/// Read a project and plan what applying it would do
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Show every migration: statements, how it runs, state, rollback, findings
    Show {
        /// The project: a folder that holds supabase/ or migrations, or one of these itself
        #[arg(default_value = ".")]
        project: PathBuf,
        /// How its migrations are laid out [default: told from the files]
        #[arg(long, value_name = "NAME")]
        layout: Option<Layout>,
        /// Compare with a history: a JSON array of rows with version, name and statements
        #[arg(long, value_name = "FILE.json")]
        history: Option<PathBuf>,
    },
    /// Split one SQL file and show where each statement stands
    Split {
        /// The file
        file: PathBuf,
    },
}

impl Tool for PlanCommand {
    const NAME: &'static str = "stagecraft-plan";
    const ABOUT: &'static str = "Read a project's migrations and plan what applying them would do";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let now = Timestamp::now();
        match self {
            Self::Show {
                project,
                layout,
                history,
            } => {
                let project = Project::read_any(&project, layout)?;
                let history = history.map(read_history).transpose()?;
                if history.is_some() && project.layout != Layout::Supabase {
                    let layout = project.layout;
                    return Err(Error::HistoryForeign { layout }.into());
                }
                let plan = crate::plan(&project, history.as_deref());
                show(&project, &plan, now, terminal)
            }
            Self::Split { file } => split::run(&file, now, terminal),
        }
    }
}

fn read_history(path: PathBuf) -> Result<Vec<HistoryRow>, Error> {
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(source) => return Err(Error::FileUnreadable { path, source }),
    };
    serde_json::from_slice(&bytes).map_err(|source| Error::HistoryMalformed { path, source })
}
