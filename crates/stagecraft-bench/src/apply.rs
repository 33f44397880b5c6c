//! Many small migrations: our executor beside one psql session with the same
//! files, each on a fresh sandbox of the same kind.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use stagecraft_apply::{FileOutcome, FileRun, Limits, Session, history, run_file};
use stagecraft_catalog::Filter;
use stagecraft_plan::Project;
use stagecraft_sandbox::{Sandbox, SandboxConfig};

use crate::cli::Outcome;
use crate::figures::{Figure, Limit};
use crate::project;

pub(crate) async fn bench(major: u16, runs: usize, migrations: usize) -> Outcome {
    let folder = tempfile::tempdir()?;
    let files = project::write(folder.path(), migrations, project::migration)?;
    let config = SandboxConfig::new(major);
    let mut ours = Vec::new();
    let mut with_snapshots = Vec::new();
    let mut psql = Vec::new();
    for _ in 0..runs {
        ours.push(run_ours(&config, folder.path(), false).await?);
        psql.push(run_psql(&config, &files).await?);
        with_snapshots.push(run_ours(&config, folder.path(), true).await?);
    }
    let peer = Figure::new(
        format!("psql, one session, {migrations} files"),
        &psql,
        Limit::None,
    );
    Ok(vec![
        Figure::new(
            "stagecraft: read, plan, apply, history",
            &ours,
            Limit::Ratio(1.5),
        )
        .beside(&peer),
        Figure::new(
            "the same with a catalog snapshot after each",
            &with_snapshots,
            Limit::None,
        )
        .beside(&peer),
        peer,
    ])
}

/// Reads, plans and applies the folder; the sandbox's start is not counted,
/// connecting is, as it is for psql.
async fn run_ours(
    config: &SandboxConfig,
    folder: &Path,
    snapshots: bool,
) -> Result<Duration, Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(config).await?;
    let started = Instant::now();
    let project = Project::read(folder)?;
    let plan = stagecraft_plan::plan(&project, None);
    let session = Session::connect_plain(&sandbox.config()).await?;
    let watcher = Session::connect_plain(&sandbox.config()).await?;
    history::ensure(&session).await?;
    let limits = Limits {
        statement: Duration::from_mins(1),
    };
    for migration in &plan.migrations {
        let sql = project.sql_of(&migration.path);
        let report = run_file(&session, FileRun::new(migration, sql), limits).await;
        if report.outcome != FileOutcome::Applied {
            return Err(format!("{} did not apply: {:?}", migration.path, report.failure).into());
        }
        if snapshots {
            stagecraft_connect::snapshot::read(watcher.client(), &Filter::default()).await?;
        }
    }
    let elapsed = started.elapsed();
    sandbox.stop().await?;
    Ok(elapsed)
}

async fn run_psql(
    config: &SandboxConfig,
    files: &[PathBuf],
) -> Result<Duration, Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(config).await?;
    let mut command = Command::new("psql");
    command
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d"])
        .arg(sandbox.url())
        .stdout(Stdio::null());
    for file in files {
        command.arg("-f").arg(file);
    }
    let started = Instant::now();
    let status = command
        .status()
        .map_err(|error| format!("psql is needed beside us, and could not be run: {error}"))?;
    let elapsed = started.elapsed();
    if !status.success() {
        return Err("psql failed on a file of the benchmark".into());
    }
    sandbox.stop().await?;
    Ok(elapsed)
}
