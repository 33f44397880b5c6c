//! Our own way back, as a user comes by it: a rehearsal on a copy writes what
//! keeps rows and what restores them, and the migration is then run elsewhere
//! with the one, and taken back with the other, by psql.

use std::fs;
use std::time::{Duration, Instant};

use stagecraft_apply::{
    Around, FileOutcome, FileReport, FileRun, Limits, Session, history, run_file,
};
use stagecraft_plan::{KeepFile, Project};
use stagecraft_proof::{About, ProofConfig, Prover, keep_file, rollback_file};

use super::peers::SqlFile;
use super::stage::Stage;
use super::{MIGRATION, Taken};
use crate::layer::Trouble;

const LIMITS: Limits = Limits {
    statement: Duration::from_mins(2),
};

pub(super) async fn take(stage: &Stage, database: &str) -> Result<Taken, Trouble> {
    let folder = tempfile::tempdir()?;
    let migrations = folder.path().join("supabase/migrations");
    fs::create_dir_all(&migrations)?;
    fs::write(migrations.join("20260701000000_reverse.sql"), MIGRATION)?;
    let project = Project::read(folder.path())?;
    let plan = stagecraft_plan::plan(&project, None);
    let migration = plan
        .migrations
        .first()
        .ok_or("the benchmark has no migration")?;
    let run = FileRun::new(migration, project.sql_of(&migration.path));

    let rehearsal = format!("{database}_rehearsal");
    stage.copy(&rehearsal).await?;
    let started = Instant::now();
    let (keep, back) = rehearse(stage.session(&rehearsal).await?, run).await?;
    let generating = started.elapsed();

    let session = stage.session(database).await?;
    history::ensure(&session).await?;
    let keep = KeepFile::read(&keep);
    let around = Around {
        before: keep.before,
        instead: keep.instead,
        after: keep.after,
    };
    let report = run_file(
        &session,
        FileRun {
            around: &around,
            ..run
        },
        LIMITS,
    )
    .await;
    applied(&report)?;
    let path = folder.path().join("back.sql");
    fs::write(&path, back)?;
    // The file is a transaction of its own.
    let file = SqlFile {
        path,
        is_transaction: false,
    };
    let started = Instant::now();
    let failure = stage.try_files(database, &[file]).await?;
    Ok(Taken {
        generating,
        running: started.elapsed(),
        failure,
    })
}

/// Applies and proves; returns the file that keeps rows and the way back.
async fn rehearse(session: Session, run: FileRun<'_>) -> Result<(String, String), Trouble> {
    let config = ProofConfig {
        prove: true,
        history: false,
        limits: LIMITS,
    };
    let mut prover = Prover::start(session, config).await?;
    let migrated = prover.migrate(run, None).await?;
    applied(&migrated.report)?;
    let proof = migrated.proof.ok_or("nothing was proven")?;
    let about = About {
        version: &run.migration.version,
        name: &run.migration.name,
        digest: run.migration.digest,
    };
    Ok((
        keep_file(about, &proof.kept, &migrated.keep),
        rollback_file(about, &proof.kept, &migrated.statements, &proof.generated),
    ))
}

fn applied(report: &FileReport) -> Result<(), Trouble> {
    if report.outcome == FileOutcome::Applied {
        return Ok(());
    }
    Err(format!("the migration did not apply: {:?}", report.failure).into())
}
