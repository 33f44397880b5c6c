//! The act that applies every migration to populated tables and proves its
//! way back.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use stagecraft_apply::{FileOutcome, FileRun, Limits, Session, history, run_file};
use stagecraft_catalog::{Action, Kind, MemberName, ObjectKey as _, Snapshot};
use stagecraft_model::QualifiedName;
use stagecraft_plan::{Layout, Mode, Plan, PlannedMigration, Project, plan_rollback};
use stagecraft_proof::{About, Migrated, Own, ProofConfig, Prover, keep_file, rollback_file};
use stagecraft_seed::{FillConfig, FillReport};
use tokio::sync::watch;

use super::blocked::{Earlier, follows_from};
use super::document::{MigrationAct, MigrationOutcome};
use super::error::Error;
use super::observer::{Event, Observer};

/// The database of the act, and what to do in it.
pub(super) struct Stage {
    /// How to connect, at first and after a migration ended the connection.
    pub(super) config: tokio_postgres::Config,
    /// Turns true when the run has to wind up.
    pub(super) interrupted: watch::Receiver<bool>,
    /// Whether the catalog is read before and after each migration.
    pub(super) snapshots: bool,
    /// Whether tables get rows before the next migration.
    pub(super) populate: bool,
    /// Whether ways back are proven.
    pub(super) rollbacks: bool,
    /// What a statement may cost.
    pub(super) limits: Limits,
}

/// What the act saw.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) migrations: Vec<MigrationAct>,
    /// Files of ways back and of what keeps rows, by name.
    pub(super) files: Vec<(String, String)>,
    /// Tables that could not be filled, with the reason.
    pub(super) short: Vec<String>,
    pub(super) apply: Duration,
    pub(super) proofs: Duration,
    pub(super) populate: Duration,
}

/// Who runs migrations: with an eye on the catalog, or without.
enum Actor {
    Prover(Box<Prover>),
    Plain(Session),
}

impl Actor {
    fn session(&self) -> &Session {
        match self {
            Self::Prover(prover) => prover.session(),
            Self::Plain(session) => session,
        }
    }
}

/// Applies every migration of the plan in order; one that fails does not stop
/// the later ones.
pub(super) async fn act(
    stage: &Stage,
    project: &Project,
    plan: &Plan,
    observer: &dyn Observer,
) -> Result<Seen, Error> {
    let mut actor = actor(stage, plan).await?;
    prepare(actor.session(), plan.layout).await?;
    let mut seen = Seen::default();
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
            perform(stage, &mut actor, project, run, &mut act, &mut seen).await?;
            seen.apply += started.elapsed();
            let report = act.run.as_ref();
            ran = report.is_some_and(|it| it.outcome == FileOutcome::Applied);
            if migration.mode == Mode::Refused {
                act.outcome = MigrationOutcome::Refused;
            }
            if let Some(failure) = report.and_then(|it| it.failure.as_ref()) {
                act.follows_from = follows_from(failure, &failed);
                if act.follows_from.is_some() && act.outcome == MigrationOutcome::Failed {
                    act.outcome = MigrationOutcome::Blocked;
                }
            }
            if actor.session().client().is_closed() {
                actor = self::actor(stage, plan).await?;
            }
            let is_last = index + 1 == plan.migrations.len();
            if stage.populate && !is_last {
                let started = Instant::now();
                populate(&mut actor, &act, &mut seen).await?;
                seen.populate += started.elapsed();
            }
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

async fn actor(stage: &Stage, plan: &Plan) -> Result<Actor, Error> {
    let session = connect(&stage.config).await?;
    if !stage.snapshots {
        return Ok(Actor::Plain(session));
    }
    let config = ProofConfig {
        prove: stage.rollbacks,
        history: plan.layout == Layout::Supabase,
        limits: stage.limits,
    };
    Ok(Actor::Prover(Box::new(
        Prover::start(session, config).await?,
    )))
}

/// Makes what the project's own tool would have made before the first file.
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
    }
    Ok(())
}

/// Runs one file; a signal cancels the statement that is running.
async fn perform(
    stage: &Stage,
    actor: &mut Actor,
    project: &Project,
    run: FileRun<'_>,
    act: &mut MigrationAct,
    seen: &mut Seen,
) -> Result<(), Error> {
    let mut interrupted = stage.interrupted.clone();
    let canceller = actor.session().canceller();
    let cancelling = async {
        while interrupted.changed().await.is_ok() {
            canceller.cancel().await;
        }
        std::future::pending::<()>().await;
    };
    match actor {
        Actor::Plain(session) => {
            let report = tokio::select! {
                report = run_file(session, run, stage.limits) => report,
                () = cancelling => return Ok(()),
            };
            act.outcome = report.outcome.into();
            act.run = Some(report);
        }
        Actor::Prover(prover) => {
            let file = project.rollback_of(&run.migration.path);
            let planned = file.map(plan_rollback);
            let own = planned.as_ref().zip(file).map(|(planned, file)| Own {
                planned,
                sql: &file.sql,
            });
            let migrated = tokio::select! {
                migrated = prover.migrate(run, own) => migrated?,
                () = cancelling => return Ok(()),
            };
            // What was cut short proves nothing.
            let is_whole = !*stage.interrupted.borrow();
            take(migrated, is_whole, act, seen);
        }
    }
    Ok(())
}

fn take(migrated: Migrated, is_whole: bool, act: &mut MigrationAct, seen: &mut Seen) {
    act.outcome = migrated.report.outcome.into();
    act.catalog_before = Some(migrated.before.digest());
    act.catalog_after = Some(migrated.after.digest());
    if let Some(proof) = migrated.proof.filter(|_| is_whole) {
        let about = About {
            version: &act.version,
            name: &act.name,
            digest: act.digest,
        };
        let stem = format!("{}_{}", act.version, act.name);
        let text = rollback_file(about, &proof.kept, &migrated.statements, &proof.generated);
        seen.files.push((format!("{stem}.sql"), text));
        if !proof.kept.is_empty() {
            let text = keep_file(about, &proof.kept, &migrated.keep);
            seen.files.push((format!("{stem}.keep.sql"), text));
        }
        let own = proof.own.as_ref().map_or(0, |it| it.elapsed_us);
        seen.proofs += Duration::from_micros(proof.generated.elapsed_us + own);
        act.way_back = Some(proof);
    }
    act.changes = migrated.changes;
    act.run = Some(migrated.report);
}

/// Gives rows to tables and columns that a migration has made.
async fn populate(actor: &mut Actor, act: &MigrationAct, seen: &mut Seen) -> Result<(), Error> {
    let Actor::Prover(prover) = actor else {
        return Ok(());
    };
    let (tables, columns) = empty(act, prover.snapshot());
    let config = FillConfig::new(0);
    let mut reports: Vec<FillReport> = Vec::new();
    let client = prover.session().client();
    if !tables.is_empty() {
        let report = stagecraft_seed::fill(client, prover.snapshot(), &tables, &config).await?;
        reports.push(report);
    }
    if !columns.is_empty() {
        let snapshot = prover.snapshot();
        let report = stagecraft_seed::fill_columns(client, snapshot, &columns, &config).await?;
        reports.push(report);
    }
    let filled: BTreeSet<QualifiedName> = reports
        .iter()
        .flat_map(|it| it.tables.iter().map(|it| it.table.clone()))
        .collect();
    for table in reports.iter().flat_map(FillReport::short) {
        seen.short.push(table.to_string());
    }
    // A trigger may write anywhere.
    let has_triggers = filled
        .iter()
        .any(|it| prover.snapshot().triggers_of(it).next().is_some());
    if has_triggers {
        prover.written(None);
    } else {
        prover.written(Some(&filled.into_iter().collect::<Vec<_>>()));
    }
    Ok(())
}

/// Returns the tables that a migration made, and the columns that it added to
/// others.
fn empty(act: &MigrationAct, snapshot: &Snapshot) -> (Vec<QualifiedName>, Vec<MemberName>) {
    let mut tables = Vec::new();
    let mut columns = Vec::new();
    for change in &act.changes {
        if change.action != Action::Created {
            continue;
        }
        match change.kind {
            Kind::Table => tables.extend(QualifiedName::of_name(&change.name)),
            Kind::Column if change.part_of.is_none() => {
                let column = MemberName::of_name(&change.name);
                columns.extend(column.filter(|it| snapshot.tables.contains(&it.relation())));
            }
            _ => {}
        }
    }
    (tables, columns)
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
        way_back: None,
    }
}
