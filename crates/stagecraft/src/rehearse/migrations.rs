//! The act that applies every migration, with the catalog before and after.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use stagecraft_apply::{FileOutcome, FileRun, Limits, Session, history, run_file};
use stagecraft_catalog::{Snapshot, diff};
use stagecraft_model::Digest;
use stagecraft_plan::{Mode, Plan, PlannedMigration, Project};
use tokio::sync::watch;

use super::blocked::{Earlier, follows_from};
use super::document::{MigrationAct, MigrationOutcome};
use super::error::Error;
use super::observer::{Event, Observer};

/// Connections of the act: one that migrates, one that looks.
pub(super) struct Stage {
    /// Runs the files.
    pub(super) actor: Session,
    /// Reads the catalog; absent without snapshots.
    pub(super) watcher: Option<Session>,
    /// How to connect again after a migration ended the connection.
    pub(super) config: tokio_postgres::Config,
    /// Turns true when the run has to wind up.
    pub(super) interrupted: watch::Receiver<bool>,
}

/// What the act saw.
pub(super) struct Seen {
    pub(super) migrations: Vec<MigrationAct>,
    pub(super) apply: Duration,
    pub(super) snapshots: Duration,
}

/// Applies every migration of the plan in order; one that fails does not stop
/// the later ones.
pub(super) async fn act(
    stage: &mut Stage,
    project: &Project,
    plan: &Plan,
    limits: Limits,
    observer: &dyn Observer,
) -> Result<Seen, Error> {
    history::ensure(&stage.actor).await?;
    let mut seen = Seen {
        migrations: Vec::new(),
        apply: Duration::ZERO,
        snapshots: Duration::ZERO,
    };
    let mut before = look(stage, &mut seen.snapshots).await?;
    let mut failed: Vec<Earlier<'_>> = Vec::new();
    for (index, migration) in plan.migrations.iter().enumerate() {
        let sql = project.sql_of(&migration.path);
        let mut act = not_run(migration);
        let mut ran = false;
        if !*stage.interrupted.borrow() {
            observer.event(Event::MigrationStarted {
                number: index + 1,
                total: plan.migrations.len(),
                path: &migration.path,
            });
            let started = Instant::now();
            let played = in_play(migration);
            let run = FileRun::new(&played, sql);
            let report = apply(stage, run, limits).await;
            seen.apply += started.elapsed();
            ran = report.outcome == FileOutcome::Applied;
            act.outcome = if migration.mode == Mode::Refused {
                MigrationOutcome::Refused
            } else {
                report.outcome.into()
            };
            if let Some(failure) = &report.failure {
                act.follows_from = follows_from(failure, &failed);
                if act.follows_from.is_some() && act.outcome == MigrationOutcome::Failed {
                    act.outcome = MigrationOutcome::Blocked;
                }
            }
            act.run = Some(report);
            reconnect_if_lost(stage).await?;
            let after = look(stage, &mut seen.snapshots).await?;
            if let (Some(before), Some(after)) = (&before, &after) {
                act.catalog_before = Some(before.digest);
                act.catalog_after = Some(after.digest);
                act.changes = diff(&before.snapshot, &after.snapshot);
            }
            before = after;
        }
        if !ran {
            failed.push(Earlier {
                version: &migration.version,
                sql,
            });
        }
        observer.event(Event::MigrationEnded { act: &act });
        seen.migrations.push(act);
    }
    Ok(seen)
}

/// Runs one file; a signal cancels the statement that is running.
async fn apply(stage: &Stage, run: FileRun<'_>, limits: Limits) -> stagecraft_apply::FileReport {
    let mut interrupted = stage.interrupted.clone();
    let mut running = Box::pin(run_file(&stage.actor, run, limits));
    loop {
        tokio::select! {
            report = &mut running => return report,
            Ok(()) = interrupted.changed() => stage.actor.cancel().await,
        }
    }
}

/// A migration may end its own connection, or crash the server; the next one
/// gets a fresh connection.
async fn reconnect_if_lost(stage: &mut Stage) -> Result<(), Error> {
    if stage.actor.client().is_closed() {
        stage.actor = connect(&stage.config).await?;
    }
    if stage
        .watcher
        .as_ref()
        .is_some_and(|it| it.client().is_closed())
    {
        stage.watcher = Some(connect(&stage.config).await?);
    }
    Ok(())
}

/// Connects to the sandbox; one that is recovering from a crash gets a moment.
pub(super) async fn connect(config: &tokio_postgres::Config) -> Result<Session, Error> {
    const ATTEMPTS: u32 = 50;
    let mut attempt = 0;
    loop {
        match Session::connect_plain(config).await {
            Ok(session) => return Ok(session),
            Err(error) if attempt >= ATTEMPTS => return Err(Error::SandboxLost { source: error }),
            Err(_) => attempt += 1,
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The catalog between two migrations: after one, and before the next.
struct Look {
    snapshot: Snapshot,
    digest: Digest,
}

async fn look(stage: &Stage, spent: &mut Duration) -> Result<Option<Look>, Error> {
    let Some(watcher) = &stage.watcher else {
        return Ok(None);
    };
    let started = Instant::now();
    let snapshot = stagecraft_connect::snapshot::read(
        watcher.client(),
        &stagecraft_catalog::Filter::default(),
    )
    .await?;
    let digest = snapshot.digest();
    *spent += started.elapsed();
    Ok(Some(Look { snapshot, digest }))
}

/// A file that an apply would refuse is played here statement by statement,
/// so that later files are judged on what it would have left.
fn in_play(migration: &PlannedMigration) -> Cow<'_, PlannedMigration> {
    if migration.mode != Mode::Refused {
        return Cow::Borrowed(migration);
    }
    let mut played = migration.clone();
    played.mode = Mode::Statements;
    Cow::Owned(played)
}

fn not_run(migration: &PlannedMigration) -> MigrationAct {
    MigrationAct {
        version: migration.version.clone(),
        name: migration.name.clone(),
        path: migration.path.clone(),
        digest: migration.digest,
        outcome: MigrationOutcome::NotRun,
        follows_from: None,
        run: None,
        catalog_before: None,
        catalog_after: None,
        changes: Vec::new(),
    }
}
