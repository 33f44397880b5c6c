//! Who runs migrations: with an eye on the catalog, or without.

use std::borrow::Cow;
use std::time::Duration;

use stagecraft_apply::{FileReport, FileRun, Limits, Session, history, run_file, run_script};
use stagecraft_plan::{Layout, Mode, Plan, PlannedMigration, Project, plan_rollback};
use stagecraft_proof::{Migrated, Own, ProofConfig, Prover};
use stagecraft_sandbox::Sandbox;
use tokio::sync::watch;

use super::RehearseConfig;
use super::document::MigrationAct;
use super::error::Error;

/// The database of the act, and what to do in it.
pub(super) struct Stage {
    /// How to connect, at first and after a migration ended the connection.
    pub(super) config: tokio_postgres::Config,
    /// How to connect as the superuser.
    pub(super) admin: tokio_postgres::Config,
    /// Turns true when the run has to wind up.
    pub(super) interrupted: watch::Receiver<bool>,
    /// Whether the catalog is read before and after each migration.
    pub(super) snapshots: bool,
    /// Whether tables get rows before the next migration.
    pub(super) populate: bool,
    /// Whether ways back are proven.
    pub(super) rollbacks: bool,
    /// The version of the last migration to run; none runs all.
    pub(super) until: Option<String>,
    /// What a statement may cost.
    pub(super) limits: Limits,
}

impl Stage {
    /// Returns the stage of a rehearsal in this sandbox.
    pub(super) fn of(
        sandbox: &Sandbox,
        project: &Project,
        config: &RehearseConfig,
        interrupted: watch::Receiver<bool>,
    ) -> Self {
        Self {
            config: owner_config(sandbox, project.layout),
            admin: sandbox.admin_config(),
            interrupted,
            snapshots: config.snapshots,
            populate: config.populate && config.snapshots,
            rollbacks: config.rollbacks && config.snapshots,
            until: config.until.clone(),
            limits: config.limits,
        }
    }
}

/// Who runs migrations: with an eye on the catalog, or without.
pub(super) enum Actor {
    Prover(Box<Prover>),
    Plain(Session),
}

impl Actor {
    /// Connects, and makes what the project's own tool would have made before
    /// the first file.
    pub(super) async fn connect(stage: &Stage, plan: &Plan) -> Result<Self, Error> {
        let session = connect(&stage.config).await?;
        prepare(&session, plan.layout).await?;
        if !stage.snapshots {
            return Ok(Self::Plain(session));
        }
        let config = ProofConfig {
            prove: stage.rollbacks,
            history: plan.layout == Layout::Supabase,
            limits: stage.limits,
        };
        let prover = Prover::start(session, config).await?;
        Ok(Self::Prover(Box::new(prover)))
    }

    pub(super) fn session(&self) -> &Session {
        match self {
            Self::Prover(prover) => prover.session(),
            Self::Plain(session) => session,
        }
    }

    /// Runs one file; a signal cancels the statement that is running, and
    /// nothing is returned then but what the file did, if that is known.
    pub(super) async fn perform(
        &mut self,
        stage: &Stage,
        project: &Project,
        migration: &PlannedMigration,
        act: &mut MigrationAct,
    ) -> Result<Option<Migrated>, Error> {
        let mut interrupted = stage.interrupted.clone();
        let canceller = self.session().canceller();
        let cancelling = async {
            while interrupted.changed().await.is_ok() {
                canceller.cancel().await;
            }
            std::future::pending::<()>().await;
        };
        let played = in_play(migration);
        let run = FileRun::new(&played, project.sql_of(&migration.path));
        match self {
            Self::Plain(session) => {
                let running = run_plainly(session, run, project.layout, stage.limits);
                let report = tokio::select! {
                    report = running => report,
                    () = cancelling => return Ok(None),
                };
                act.outcome = report.outcome.into();
                act.run = Some(report);
                Ok(None)
            }
            Self::Prover(prover) => {
                let file = project.rollback_of(&run.migration.path);
                let planned = file.map(plan_rollback);
                let own = planned.as_ref().zip(file).map(|(planned, file)| Own {
                    planned,
                    sql: &file.sql,
                });
                let migrated = tokio::select! {
                    migrated = prover.migrate(run, own) => migrated?,
                    () = cancelling => return Ok(None),
                };
                act.outcome = migrated.report.outcome.into();
                act.run = Some(migrated.report.clone());
                Ok(Some(migrated))
            }
        }
    }
}

/// Runs one file; only Supabase's tools keep the history that a row of it goes
/// into, and only there `prepare` makes it.
async fn run_plainly(
    session: &Session,
    run: FileRun<'_>,
    layout: Layout,
    limits: Limits,
) -> FileReport {
    if layout == Layout::Supabase {
        return run_file(session, run, limits).await;
    }
    run_script(session, run.migration.mode, run.script(), limits).await
}

/// Returns how the role connects that migrations run as, and that owns what they
/// make: only Supabase's own tools run as somebody who is no superuser.
pub(crate) fn owner_config(sandbox: &Sandbox, layout: Layout) -> tokio_postgres::Config {
    if layout == Layout::Supabase {
        sandbox.config()
    } else {
        sandbox.admin_config()
    }
}

async fn prepare(session: &Session, layout: Layout) -> Result<(), Error> {
    if layout == Layout::Supabase {
        return Ok(history::ensure(session).await?);
    }
    if let Some(sql) = layout.books() {
        session
            .client()
            .batch_execute(sql)
            .await
            .map_err(|source| Error::SandboxLost { source })?;
        session.take_notices();
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
