//! The commands of `stagecraft-sandbox`.

mod engine;
mod housekeeping;
mod run;
mod show;
mod stay;

use clap::Subcommand;
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal, Tool};

/// The commands of `stagecraft-sandbox`.
#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Run a command with the `DATABASE_URL` of a fresh sandbox, gone afterwards
    ///
    /// The command also gets PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE.
    /// Its exit code is passed on (128 + n when signal n ended it), and so are
    /// signals to it.
    Run(run::RunArgs),
    /// Start a sandbox that stays until it is stopped, and print its URL
    Start(stay::StartArgs),
    /// Print the URL of a kept sandbox; start one when there is none
    Url(stay::UrlArgs),
    /// List the sandboxes of this user
    List,
    /// Stop a kept sandbox and remove it
    Stop(stay::StopArgs),
    /// Show which servers are found, what is stood in for, and where things are
    Doctor(housekeeping::DoctorArgs),
    /// Remove the cache and what dead processes left behind
    ///
    /// What a running sandbox uses stays.
    Clean,
}

impl Tool for SandboxCommand {
    const NAME: &'static str = "stagecraft-sandbox";
    const ABOUT: &'static str = "A throwaway Postgres with the Supabase platform in it";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        match self {
            Self::Run(args) => args.run(*terminal),
            Self::Start(args) => args.run(*terminal),
            Self::Url(args) => args.run(*terminal),
            Self::List => housekeeping::list(*terminal),
            Self::Stop(args) => args.run(*terminal),
            Self::Doctor(args) => args.run(*terminal),
            Self::Clean => housekeeping::clean(*terminal),
        }
    }
}
