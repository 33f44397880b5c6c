//! `start`, `url` and `stop`: sandboxes that stay.

use clap::Args;
use jiff::Timestamp;
use stagecraft_model::{Document, Failure};
use stagecraft_terminal::{ExitStatus, Format, Terminal};

use super::engine::{EngineArgs, folders, runtime};
use super::show::{StartedSandbox, StoppedSandboxes, json};
use crate::account::Account;
use crate::den::RunDir;
use crate::{Error, KeptSandbox, Sandbox, SandboxConfig, kept, stop_on_signals};

/// Which sandbox starts
#[derive(Debug, Args)]
pub struct StartArgs {
    #[command(flatten)]
    engine: EngineArgs,
}

/// Which sandbox's URL
#[derive(Debug, Args)]
pub struct UrlArgs {
    #[command(flatten)]
    engine: EngineArgs,
}

/// Which sandboxes stop
#[derive(Debug, Args)]
pub struct StopArgs {
    /// Its name, as `list` shows it; the only one when left out
    id: Option<String>,
    /// Stop all kept sandboxes of this user
    #[arg(long, conflicts_with = "id")]
    all: bool,
}

impl StartArgs {
    pub(crate) fn run(self, terminal: Terminal) -> Result<ExitStatus, Failure> {
        let config = self.engine.resolve()?;
        print(terminal, &start(&config)?);
        Ok(ExitStatus::Held)
    }
}

impl UrlArgs {
    pub(crate) fn run(self, terminal: Terminal) -> Result<ExitStatus, Failure> {
        let config = self.engine.resolve()?;
        let run_dir = RunDir::open(&config, &Account::choose()?)?;
        let sandbox = match kept::matching(&run_dir, &config) {
            Some(sandbox) => sandbox,
            None => start(&config)?,
        };
        print(terminal, &sandbox);
        Ok(ExitStatus::Held)
    }
}

impl StopArgs {
    pub(crate) fn run(self, terminal: Terminal) -> Result<ExitStatus, Failure> {
        let stopped = kept::stop(&folders(), self.id.as_deref(), self.all)?;
        match terminal.format() {
            Format::Json => terminal.data(&json(&Document::new(
                "stagecraft.sandbox-stopped/1",
                Timestamp::now(),
                StoppedSandboxes { stopped },
            ))),
            Format::Human if stopped.is_empty() => terminal.say("no sandbox is kept"),
            Format::Human => terminal.say(&format!("stopped {}", stopped.join(", "))),
        }
        Ok(ExitStatus::Held)
    }
}

fn start(config: &SandboxConfig) -> Result<KeptSandbox, Error> {
    stop_on_signals()?;
    runtime()?.block_on(Sandbox::start(config))?.keep()
}

fn print(terminal: Terminal, sandbox: &KeptSandbox) {
    match terminal.format() {
        Format::Human => terminal.data(&format!("{}\n", sandbox.url())),
        Format::Json => terminal.data(&json(&Document::new(
            "stagecraft.sandbox/1",
            Timestamp::now(),
            StartedSandbox {
                url: sandbox.url(),
                sandbox: sandbox.about().clone(),
            },
        ))),
    }
}
