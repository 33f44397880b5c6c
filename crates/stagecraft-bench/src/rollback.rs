//! What the proof of every way back costs: the same migrations applied to
//! tables with rows, plainly and with a way back generated and proven for each.

use std::path::Path;
use std::time::{Duration, Instant};

use stagecraft_apply::{FileOutcome, FileRun, Limits, Session, history, run_file};
use stagecraft_model::QualifiedName;
use stagecraft_plan::{Plan, Project};
use stagecraft_proof::{Grade, ProofConfig, Prover};
use stagecraft_sandbox::{Sandbox, SandboxConfig};

use crate::cli::Outcome;
use crate::figures::{Figure, Limit};
use crate::layer::Trouble;
use crate::{project, realistic};

const LIMITS: Limits = Limits {
    statement: Duration::from_mins(1),
};

pub(crate) async fn bench(major: u16, runs: usize, migrations: usize) -> Outcome {
    let folder = tempfile::tempdir()?;
    project::write(folder.path(), migrations, realistic::migration)?;
    let config = SandboxConfig::new(major);
    let (mut plain, mut read, mut proven) = (Vec::new(), Vec::new(), Vec::new());
    let mut extra = Vec::new();
    let mut objections = Vec::new();
    for _ in 0..runs {
        let without = apply(&config, folder.path()).await?;
        let (seen, _) = prove(&config, folder.path(), false).await?;
        let (with, unproven) = prove(&config, folder.path(), true).await?;
        plain.push(without);
        read.push(seen);
        proven.push(with);
        extra.push(with.saturating_sub(without));
        objections = unproven;
    }
    let peer = Figure::new(
        format!("{migrations} migrations on tables with rows, applied"),
        &plain,
        Limit::None,
    );
    let beside =
        |what: &str, times: &[Duration], limit| Figure::new(what, times, limit).beside(&peer);
    let mut figures = vec![
        beside("the same, the catalog read after each", &read, Limit::None),
        beside("the same, a proven way back for each", &proven, Limit::None),
        beside("what the proofs add", &extra, Limit::Ratio(3.0)).objecting(objections),
    ];
    figures.push(peer);
    Ok(figures)
}

struct Made {
    project: Project,
    plan: Plan,
    sandbox: Sandbox,
}

impl Made {
    async fn start(config: &SandboxConfig, folder: &Path) -> Result<Self, Trouble> {
        let project = Project::read(folder)?;
        let plan = stagecraft_plan::plan(&project, None);
        let sandbox = Sandbox::start(config).await?;
        Ok(Self {
            project,
            plan,
            sandbox,
        })
    }

    async fn session(&self) -> Result<Session, Trouble> {
        let session = Session::connect_plain(&self.sandbox.config()).await?;
        history::ensure(&session).await?;
        Ok(session)
    }

    fn runs(&self) -> impl Iterator<Item = FileRun<'_>> {
        let migrations = self.plan.migrations.iter();
        migrations.map(|it| FileRun::new(it, self.project.sql_of(&it.path)))
    }
}

/// Applies; what the application writes in between is not counted.
async fn apply(config: &SandboxConfig, folder: &Path) -> Result<Duration, Trouble> {
    let made = Made::start(config, folder).await?;
    let session = made.session().await?;
    let mut elapsed = Duration::ZERO;
    for (number, run) in made.runs().enumerate() {
        let started = Instant::now();
        let report = run_file(&session, run, LIMITS).await;
        elapsed += started.elapsed();
        if report.outcome != FileOutcome::Applied {
            return Err(
                format!("{} did not apply: {:?}", run.migration.path, report.failure).into(),
            );
        }
        if let Some(rows) = realistic::rows(number) {
            session.client().batch_execute(&rows.sql).await?;
        }
    }
    made.sandbox.stop().await?;
    Ok(elapsed)
}

/// Applies, reads the catalog after each and proves if that is asked for;
/// returns what did not come back, too.
async fn prove(
    config: &SandboxConfig,
    folder: &Path,
    is_proving: bool,
) -> Result<(Duration, Vec<String>), Trouble> {
    let made = Made::start(config, folder).await?;
    let config = ProofConfig {
        prove: is_proving,
        history: true,
        limits: LIMITS,
    };
    let session = made.session().await?;
    let started = Instant::now();
    let mut prover = Prover::start(session, config).await?;
    let mut elapsed = started.elapsed();
    let mut unproven = Vec::new();
    for (number, run) in made.runs().enumerate() {
        let started = Instant::now();
        let migrated = prover.migrate(run, None).await?;
        elapsed += started.elapsed();
        if migrated.report.outcome != FileOutcome::Applied {
            let failure = migrated.report.failure;
            return Err(format!("{} did not apply: {failure:?}", run.migration.path).into());
        }
        match migrated.proof {
            Some(proof) if proof.generated.grade < Grade::Lossy => {}
            Some(proof) => unproven.push(format!(
                "{} is {}: {}",
                run.migration.path,
                proof.generated.grade.label(),
                proof.generated.reasons.join("; ")
            )),
            None if !is_proving => {}
            None => unproven.push(format!("{} has no proof", run.migration.path)),
        }
        if let Some(rows) = realistic::rows(number) {
            prover.session().client().batch_execute(&rows.sql).await?;
            let table = QualifiedName::new("public", rows.table);
            prover.written(Some(&[table]));
        }
    }
    drop(prover);
    made.sandbox.stop().await?;
    Ok((elapsed, unproven))
}
