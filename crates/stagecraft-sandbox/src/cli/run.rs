//! `run`: a command in a sandbox of its own.

use std::ffi::OsString;
use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;

use clap::Args;
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, getpgrp, tcgetpgrp};
use stagecraft_model::Failure;
use stagecraft_terminal::{ExitStatus, Terminal};
use tokio::process::{Child, Command};
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

use super::engine::{EngineArgs, runtime};
use crate::{Error, Sandbox, SandboxConfig, cleanup_all};

/// Which command runs, and in which sandbox
#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    engine: EngineArgs,
    /// The command and its arguments
    #[arg(required = true, last = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

impl RunArgs {
    pub(crate) fn run(self, terminal: Terminal) -> Result<ExitStatus, Failure> {
        let config = self.engine.resolve()?;
        let runtime = runtime()?;
        let outcome = runtime.block_on(run(&config, &self.command, terminal));
        // A start that was given up may still wait for npm.
        runtime.shutdown_background();
        Ok(outcome?)
    }
}

async fn run(
    config: &SandboxConfig,
    command: &[OsString],
    terminal: Terminal,
) -> Result<ExitStatus, Error> {
    let mut signals = Signals::listen()?;
    let sandbox = tokio::select! {
        sandbox = Sandbox::start(config) => sandbox?,
        number = signals.next() => {
            cleanup_all();
            return Ok(ended_by(number));
        }
    };
    let child = match spawn(&sandbox, command) {
        Ok(child) => child,
        Err((source, program)) => {
            let status = if source.kind() == std::io::ErrorKind::NotFound {
                127
            } else {
                126
            };
            sandbox.stop().await?;
            terminal.fail(&Error::Spawn { program, source }.into());
            return Ok(ExitStatus::Other(status));
        }
    };
    let status = wait(child, &mut signals).await;
    sandbox.stop().await?;
    status
}

fn spawn(sandbox: &Sandbox, command: &[OsString]) -> Result<Child, (std::io::Error, String)> {
    let (program, arguments) = command
        .split_first()
        .ok_or_else(|| (std::io::ErrorKind::NotFound.into(), String::new()))?;
    let (host, port, password) = sandbox.parts();
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env("DATABASE_URL", sandbox.url())
        .env("PGHOST", host)
        .env("PGPORT", port.to_string())
        .env("PGUSER", "postgres")
        .env("PGDATABASE", "postgres");
    match password {
        Some(password) => command.env("PGPASSWORD", password),
        None => command.env_remove("PGPASSWORD"),
    };
    // These would lead libpq elsewhere.
    for name in ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGSSLMODE"] {
        command.env_remove(name);
    }
    command
        .spawn()
        .map_err(|source| (source, program.to_string_lossy().into_owned()))
}

async fn wait(mut child: Child, signals: &mut Signals) -> Result<ExitStatus, Error> {
    loop {
        tokio::select! {
            status = child.wait() => {
                let status = status.map_err(|source| Error::Spawn {
                    program: "the command".to_owned(),
                    source,
                })?;
                return Ok(match (status.code(), status.signal()) {
                    (Some(code), _) => ExitStatus::Other(u8::try_from(code).unwrap_or(1)),
                    (None, Some(number)) => ended_by(number),
                    (None, None) => ExitStatus::NotHeld,
                });
            }
            number = signals.next() => forward(&child, number),
        }
    }
}

/// Ctrl-C and Ctrl-\ on a terminal reach the command by themselves; a second
/// one from us would be taken for a second keypress.
fn forward(child: &Child, number: i32) {
    let Ok(signal) = Signal::try_from(number) else {
        return;
    };
    let from_keys = matches!(signal, Signal::SIGINT | Signal::SIGQUIT) && in_foreground();
    let pid = child.id().and_then(|it| i32::try_from(it).ok());
    if let (Some(pid), false) = (pid, from_keys) {
        let _ = kill(Pid::from_raw(pid), signal);
    }
}

fn in_foreground() -> bool {
    File::open("/dev/tty")
        .ok()
        .and_then(|terminal| tcgetpgrp(terminal).ok())
        .is_some_and(|group| group == getpgrp())
}

fn ended_by(number: i32) -> ExitStatus {
    ExitStatus::Other(u8::try_from(128 + number).unwrap_or(255))
}

/// The signals that are passed on.
struct Signals {
    interrupt: Stream,
    terminate: Stream,
    hangup: Stream,
    quit: Stream,
}

impl Signals {
    fn listen() -> Result<Self, Error> {
        let stream = |kind| signal(kind).map_err(|source| Error::SignalHandler { source });
        Ok(Self {
            interrupt: stream(SignalKind::interrupt())?,
            terminate: stream(SignalKind::terminate())?,
            hangup: stream(SignalKind::hangup())?,
            quit: stream(SignalKind::quit())?,
        })
    }

    async fn next(&mut self) -> i32 {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::SIGINT as i32,
            _ = self.terminate.recv() => Signal::SIGTERM as i32,
            _ = self.hangup.recv() => Signal::SIGHUP as i32,
            _ = self.quit.recv() => Signal::SIGQUIT as i32,
        }
    }
}
