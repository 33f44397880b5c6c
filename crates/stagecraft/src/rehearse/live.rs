//! A rehearsal that a person watches: progress, heartbeat, signals.

use std::cell::Cell;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use stagecraft_evidence::Heartbeat;
use stagecraft_model::Failure;
use stagecraft_plan::Project;
use stagecraft_terminal::{Palette, Progress, Terminal};

use super::{Event, MigrationOutcome, Observer, RehearseConfig, Sealed, rehearse};
use crate::signals::on_signals;

/// Rehearses and shows how it goes; `what` names the command in the heartbeat.
pub(crate) async fn watched(
    project: &Project,
    config: &RehearseConfig,
    what: &str,
    terminal: &Terminal,
) -> Result<Sealed, Failure> {
    let heartbeat = Heartbeat::start(&config.artifacts, what)?;
    let live = Live {
        terminal,
        progress: terminal.progress(what, project.migrations.len() as u64),
        heartbeat: &heartbeat,
        last_phase: Cell::new(None),
    };
    let interrupted = on_signals(
        terminal,
        "interrupted: sealing what was seen so far (again to stop at once)",
    );
    let outcome = rehearse(project, config, interrupted, Timestamp::now, &live).await;
    live.progress.finish();
    if let Some(trouble) = heartbeat.finish(if outcome.is_ok() { "sealed" } else { "failed" }) {
        terminal.fail(&trouble.into());
    }
    Ok(outcome?)
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
            Event::ContractStarted => {
                self.progress.message("checking the row security contract");
                self.heartbeat.phase("contract");
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
