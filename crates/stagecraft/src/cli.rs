//! The umbrella command: every tool of the project under one name.

use clap::Subcommand;
use clap_complete::Shell;
use stagecraft_apply::args::ApplyCommand;
use stagecraft_connect::ConnectCommand;
use stagecraft_evidence::args::{EvidenceCommand, HeartbeatArgs};
use stagecraft_model::Failure;
use stagecraft_plan::args::PlanCommand;
use stagecraft_sandbox::SandboxCommand;
use stagecraft_terminal::{ExitStatus, Terminal, Tool, command_of};

use crate::rehearse::RehearseArgs;
use crate::rls::RlsCommand;
use crate::rollback::RollbackCommand;
use crate::rollup::RollupArgs;
use crate::seed::SeedCommand;

/// Everything that `stagecraft` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rehearse every migration in a throwaway Postgres and seal the evidence
    Rehearse(RehearseArgs),
    /// Read a project's migrations and say what applying them would do
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Apply pending migrations to a database that you name
    #[command(subcommand)]
    Apply(ApplyCommand),
    /// Prove, write and run the ways back of migrations
    #[command(subcommand)]
    Rollback(RollbackCommand),
    /// Declare who may touch which rows, and prove it
    #[command(subcommand)]
    Rls(RlsCommand),
    /// Make rows for every table: any schema, any size, the same every time
    #[command(subcommand)]
    Seed(SeedCommand),
    /// Run the nightly rollup and retention of the data layer from outside
    Rollup(RollupArgs),
    /// Prove that a database can be reached, and how
    #[command(subcommand)]
    Connect(ConnectCommand),
    /// Make a throwaway Postgres with the Supabase platform in it
    #[command(subcommand)]
    Sandbox(SandboxCommand),
    /// Verify the bundle of a run
    #[command(subcommand)]
    Evidence(EvidenceCommand),
    /// Run a command and log that it is alive
    Heartbeat(HeartbeatArgs),
    /// Print the completion script of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

impl Tool for Command {
    const NAME: &'static str = "stagecraft";
    const ABOUT: &'static str =
        "Rehearse a Postgres or Supabase change before it is made, and seal the proof";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        match self {
            Self::Rehearse(args) => args.run(terminal),
            Self::Plan(tool) => tool.run(terminal),
            Self::Apply(tool) => tool.run(terminal),
            Self::Rollback(tool) => tool.run(terminal),
            Self::Rls(tool) => tool.run(terminal),
            Self::Seed(tool) => tool.run(terminal),
            Self::Rollup(args) => args.run(terminal),
            Self::Connect(tool) => tool.run(terminal),
            Self::Sandbox(tool) => tool.run(terminal),
            Self::Evidence(tool) => tool.run(terminal),
            Self::Heartbeat(args) => args.run(terminal),
            Self::Completions { shell } => {
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut command_of::<Self>(), Self::NAME, &mut script);
                terminal.data(&String::from_utf8_lossy(&script));
                Ok(ExitStatus::Held)
            }
        }
    }
}
