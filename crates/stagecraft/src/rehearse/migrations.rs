//! The act that applies every migration to populated tables and proves its
//! way back.

use std::time::{Duration, Instant};

use stagecraft_apply::FileOutcome;
use stagecraft_model::QualifiedName;
use stagecraft_plan::{Mode, Plan, PlannedMigration, Project};
use stagecraft_proof::{About, Migrated, keep_file, rollback_file};

use super::actor::{Actor, Stage};
use super::blocked::{Earlier, follows_from};
use super::document::{MigrationAct, MigrationOutcome, OnRows};
use super::error::Error;
use super::observer::{Event, Observer};
use super::rows::{Remedy, Rows, is_of_rows};

/// What the act saw.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) migrations: Vec<MigrationAct>,
    /// Ways back and what keeps rows, as files.
    pub(crate) files: Vec<WayFiles>,
    /// Tables that could not be filled, with the reason.
    pub(crate) short: Vec<String>,
    pub(crate) apply: Duration,
    pub(crate) proofs: Duration,
    pub(crate) populate: Duration,
}

/// The way back of a migration as files.
#[derive(Debug, Clone)]
pub struct WayFiles {
    /// The migration's version.
    pub version: String,
    /// What both files are called, without endings.
    pub stem: String,
    /// The way back.
    pub rollback: String,
    /// What keeps rows for it; absent where nothing has to be kept.
    pub keep: Option<String>,
}

/// Applies every migration of the plan in order; one that fails does not stop
/// the later ones.
pub(super) async fn act(
    stage: &Stage,
    project: &Project,
    plan: &Plan,
    observer: &dyn Observer,
) -> Result<Seen, Error> {
    let mut actor = Actor::connect(stage, plan).await?;
    let mut rows = if stage.populate {
        Some(Rows::connect(&stage.config, &stage.admin).await?)
    } else {
        None
    };
    let mut seen = Seen::default();
    let mut failed: Vec<Earlier<'_>> = Vec::new();
    let mut is_over = false;
    for (index, migration) in plan.migrations.iter().enumerate() {
        let sql = project.sql_of(&migration.path);
        let mut act = not_run(migration);
        if !is_over && !*stage.interrupted.borrow() {
            observer.event(Event::MigrationStarted {
                number: index + 1,
                total: plan.migrations.len(),
                path: &migration.path,
            });
            let started = Instant::now();
            let first = actor.perform(stage, project, migration, &mut act).await?;
            note(stage, first, &mut act, &mut seen);
            blame(migration, &mut act, &failed);
            let mut emptied = Vec::new();
            if let (Actor::Prover(_), Some(rows), MigrationOutcome::Failed) =
                (&actor, &mut rows, act.outcome)
            {
                emptied = without_rows(
                    stage, project, migration, &mut actor, rows, &mut act, &mut seen,
                )
                .await?;
                blame(migration, &mut act, &failed);
            }
            let running = act.run.as_ref().map_or(0, |it| it.elapsed_us);
            let running = Duration::from_micros(running);
            seen.apply += running;
            seen.proofs += started.elapsed().saturating_sub(running);
            if actor.session().client().is_closed() {
                actor = Actor::connect(stage, plan).await?;
            }
            let is_last = index + 1 == plan.migrations.len();
            if let (Some(rows), Actor::Prover(prover), false) = (&mut rows, &mut actor, is_last) {
                let started = Instant::now();
                rows.fill(&stage.config, prover, &act, &emptied).await?;
                seen.populate += started.elapsed();
            }
        }
        let was_over = is_over;
        is_over |= stage.until.as_ref() == Some(&migration.version);
        let report = act.run.as_ref();
        if report.is_none_or(|it| it.outcome != FileOutcome::Applied) {
            failed.push(Earlier {
                version: &migration.version,
                sql,
            });
        }
        if !was_over {
            observer.event(Event::MigrationEnded { act: &act });
        }
        seen.migrations.push(act);
    }
    seen.short = rows.map(|it| it.short).unwrap_or_default();
    Ok(seen)
}

/// Runs a migration that failed again with fewer rows, as few as it takes;
/// returns the tables that were emptied for it.
async fn without_rows(
    stage: &Stage,
    project: &Project,
    migration: &PlannedMigration,
    actor: &mut Actor,
    rows: &mut Rows,
    act: &mut MigrationAct,
    seen: &mut Seen,
) -> Result<Vec<QualifiedName>, Error> {
    let failure = act.run.as_ref().and_then(|it| it.failure.clone());
    let Some(failure) = failure.filter(is_of_rows) else {
        return Ok(Vec::new());
    };
    let sql = project.sql_of(&migration.path);
    let mut touched: Vec<QualifiedName> = Vec::new();
    for remedy in Remedy::ALL {
        let Actor::Prover(prover) = &mut *actor else {
            break;
        };
        if prover.session().client().is_closed() || *stage.interrupted.borrow() {
            break;
        }
        let tables = rows.remedy(remedy, prover, sql).await?;
        if tables.is_empty() {
            continue;
        }
        touched.extend(tables.iter().cloned());
        let again = actor.perform(stage, project, migration, act).await?;
        note(stage, again, act, seen);
        if act.outcome == MigrationOutcome::Applied {
            act.on_rows = Some(OnRows {
                failure,
                emptied: if remedy == Remedy::Plainer {
                    Vec::new()
                } else {
                    tables
                },
            });
            break;
        }
    }
    touched.sort();
    touched.dedup();
    Ok(touched)
}

/// Tells a migration that is wrong from one that follows an earlier failure.
fn blame(migration: &PlannedMigration, act: &mut MigrationAct, failed: &[Earlier<'_>]) {
    if migration.mode == Mode::Refused {
        act.outcome = MigrationOutcome::Refused;
    }
    let failure = act.run.as_ref().and_then(|it| it.failure.as_ref());
    act.follows_from = failure.and_then(|it| follows_from(it, failed));
    if act.follows_from.is_some() && act.outcome == MigrationOutcome::Failed {
        act.outcome = MigrationOutcome::Blocked;
    }
}

fn note(stage: &Stage, migrated: Option<Migrated>, act: &mut MigrationAct, seen: &mut Seen) {
    let Some(migrated) = migrated else {
        return;
    };
    act.catalog_before = Some(migrated.before.digest());
    act.catalog_after = Some(migrated.after.digest());
    // What was cut short proves nothing.
    let is_whole = !*stage.interrupted.borrow();
    if let Some(proof) = migrated.proof.filter(|_| is_whole) {
        let about = About {
            version: &act.version,
            name: &act.name,
            digest: act.digest,
        };
        seen.files.push(WayFiles {
            version: act.version.clone(),
            stem: stem(&act.version, &act.name),
            rollback: rollback_file(about, &proof.kept, &migrated.statements, &proof.generated),
            keep: (!proof.kept.is_empty()).then(|| keep_file(about, &proof.kept, &migrated.keep)),
        });
        act.way_back = Some(proof);
    }
    act.changes = migrated.changes;
}

fn stem(version: &str, name: &str) -> String {
    if name.is_empty() {
        version.to_owned()
    } else {
        format!("{version}_{name}")
    }
}

fn not_run(migration: &PlannedMigration) -> MigrationAct {
    MigrationAct {
        version: migration.version.clone(),
        name: migration.name.clone(),
        path: migration.path.clone(),
        digest: migration.digest,
        outcome: MigrationOutcome::NotRun,
        follows_from: None,
        on_rows: None,
        run: None,
        catalog_before: None,
        catalog_after: None,
        changes: Vec::new(),
        way_back: None,
    }
}
