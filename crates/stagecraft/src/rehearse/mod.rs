//! A rehearsal: sandbox, plan, migrations, bundle.
//!
//! **Invariant:** whatever happens after the sandbox answers, a bundle is
//! sealed, and the sandbox is gone.

mod actor;
mod args;
mod blocked;
mod contract;
mod document;
mod error;
mod live;
mod log;
mod migrations;
mod observer;
mod on_rows;
mod rows;
mod sandbox_args;
mod schema;
mod show;
mod stand_ins;
mod ways_back;

use std::path::PathBuf;
use std::time::Instant;

use jiff::Timestamp;
use stagecraft_apply::Limits;
use stagecraft_evidence::{BundleWriter, RunId, SealedBundle, portable_name};
use stagecraft_model::{Document, Finding, Severity, Verdict};
use stagecraft_plan::{PLAN_SCHEMA, Plan, Project};
use stagecraft_sandbox::{Platform, Sandbox, SandboxConfig};
use tokio::sync::watch;

use crate::elapsed;

pub(crate) use actor::owner_config;
pub use args::RehearseArgs;
pub use document::{
    MigrationAct, MigrationOutcome, REHEARSAL_SCHEMA, Rehearsal, RowSecurity, TARGET_SCHEMA,
    Target, Timings,
};
pub use error::Error;
pub(crate) use live::watched;
pub(crate) use log::milliseconds;
pub use migrations::WayFiles;
pub use observer::{Event, Observer};
pub use sandbox_args::SandboxArgs;
pub(crate) use schema::migrated;
pub(crate) use show::painted;

/// The rehearsal's document inside a bundle.
pub(crate) const REHEARSAL_FILE: &str = "30-rehearsal.json";

/// What to rehearse and how.
#[derive(Debug, Clone)]
pub struct RehearseConfig {
    /// Where the sandbox comes from.
    pub sandbox: SandboxConfig,
    /// Where bundles go, usually `artifacts/`.
    pub artifacts: PathBuf,
    /// Whether the catalog is read before and after each migration.
    pub snapshots: bool,
    /// Whether tables get rows before the next migration.
    pub populate: bool,
    /// Whether ways back are proven.
    pub rollbacks: bool,
    /// Whether the row security contract is checked, where the project has one.
    pub contract: bool,
    /// The version of the last migration to run; none runs all.
    pub until: Option<String>,
    /// What a statement may cost.
    pub limits: Limits,
}

/// A rehearsal that was sealed.
#[derive(Debug)]
pub struct Sealed {
    /// What it saw.
    pub rehearsal: Document<Rehearsal>,
    /// The plan it rehearsed.
    pub plan: Plan,
    /// Each way back that was proven, as the files that the bundle holds.
    pub ways: Vec<WayFiles>,
    /// Where the evidence is.
    pub bundle: SealedBundle,
}

/// Rehearses `project` in a sandbox and seals what it saw.
///
/// `interrupted` turning true cancels the running statement; what was not
/// reached is recorded as not run. `now` is read for the documents' times.
pub async fn rehearse(
    project: &Project,
    config: &RehearseConfig,
    interrupted: watch::Receiver<bool>,
    now: impl Fn() -> Timestamp,
    observer: &dyn Observer,
) -> Result<Sealed, Error> {
    let plan = stagecraft_plan::plan(project, None);
    let started = now();
    let mut bundle = BundleWriter::create(&config.artifacts, started, RunId::new(started))?;

    observer.event(Event::SandboxStarting {
        major: config.sandbox.major,
    });
    let clock = Instant::now();
    let sandbox = Sandbox::start(&config.sandbox).await?;
    let sandbox_ms = elapsed::milliseconds(clock.elapsed());
    observer.event(Event::SandboxReady {
        version: &sandbox.server().version,
        elapsed_ms: sandbox_ms,
    });

    bundle.document(
        "10-target.json",
        &Document::new(TARGET_SCHEMA, started, target(&sandbox, &config.sandbox)),
    )?;
    bundle.document("20-plan.json", &Document::new(PLAN_SCHEMA, started, &plan))?;

    bundle.input("plan", plan.digest);
    bundle.version("postgres", &sandbox.server().version);

    let outcome = perform(
        &sandbox,
        project,
        &plan,
        config,
        interrupted.clone(),
        observer,
    )
    .await;
    let stopped = sandbox.stop().await;
    let (seen, stand_ins_used) = match (outcome, stopped) {
        (Ok(seen), Ok(())) => seen,
        (Err(error), _) => return Err(seal_failed(bundle, error)),
        (Ok(_), Err(error)) => return Err(seal_failed(bundle, error.into())),
    };

    let is_over = *interrupted.borrow();
    let security = if config.contract && !is_over && contract::is_there(project) {
        observer.event(Event::ContractStarted);
        let clock = Instant::now();
        let act = contract::act(project, &plan, config, interrupted.clone(), now());
        match Box::pin(act).await {
            Ok(security) => (security, elapsed::milliseconds(clock.elapsed())),
            Err(error) => return Err(seal_failed(bundle, error)),
        }
    } else {
        (contract::Seen::default(), 0)
    };
    let (security, contract_ms) = security;
    if let Some((document, text)) = &security.report {
        bundle.document("40-rls.json", document)?;
        bundle.text("40-rls.md", text)?;
    }
    for act in &seen.migrations {
        let file = portable_name(&format!("{}_{}.log", act.version, act.name));
        bundle.text(&format!("logs/apply/{file}"), &log::apply_log(act))?;
    }
    for files in &seen.files {
        let stem = portable_name(&files.stem);
        bundle.text(&format!("rollbacks/{stem}.sql"), &files.rollback)?;
        if let Some(keep) = &files.keep {
            bundle.text(&format!("rollbacks/{stem}.keep.sql"), keep)?;
        }
    }
    let mut findings = findings(&plan, &seen.migrations, &stand_ins_used);
    findings.extend(ways_back::other_keep_files(project, &seen.files));
    findings.extend(security.findings);
    let interrupted = *interrupted.borrow();
    let rehearsal = Rehearsal {
        verdict: match &security.summary {
            _ if interrupted => Verdict::NotHeld,
            Some(security) => Verdict::of(&findings).and(security.verdict),
            None => Verdict::of(&findings),
        },
        plan: plan.digest,
        migrations: seen.migrations,
        unfilled: seen.short,
        stand_ins_used,
        row_security: security.summary,
        findings,
        interrupted,
        timings: Timings {
            sandbox_ms,
            apply_ms: elapsed::milliseconds(seen.apply),
            proofs_ms: elapsed::milliseconds(seen.proofs),
            populate_ms: elapsed::milliseconds(seen.populate),
            contract_ms,
        },
    };
    let rehearsal = Document::new(REHEARSAL_SCHEMA, now(), rehearsal);
    bundle.document(REHEARSAL_FILE, &rehearsal)?;
    Ok(Sealed {
        rehearsal,
        plan,
        ways: seen.files,
        bundle: bundle.seal()?,
    })
}

/// Seals what there is, so that a run that broke leaves evidence too.
fn seal_failed(mut bundle: BundleWriter, error: Error) -> Error {
    bundle.failed(&error.to_string());
    match bundle.seal() {
        Ok(_) => error,
        Err(unsealed) => unsealed.into(),
    }
}

async fn perform(
    sandbox: &Sandbox,
    project: &Project,
    plan: &Plan,
    config: &RehearseConfig,
    interrupted: watch::Receiver<bool>,
    observer: &dyn Observer,
) -> Result<(migrations::Seen, Vec<String>), Error> {
    let stage = actor::Stage::of(sandbox, project, config, interrupted);
    let lost = |source| Error::SandboxLost { source };
    let session = actor::connect(&stage.config).await?;
    let before = stand_ins::read(&session).await.map_err(lost)?;
    let seen = migrations::act(&stage, project, plan, observer).await?;
    let after = stand_ins::read(&session).await;
    let after = if let Ok(after) = after {
        after
    } else {
        // A migration may have brought the server down in between.
        let session = actor::connect(&stage.config).await?;
        stand_ins::read(&session).await.map_err(lost)?
    };
    let used = stand_ins::used(&stand_in_names(sandbox), &before, &after, project);
    Ok((seen, used))
}

fn target(sandbox: &Sandbox, config: &SandboxConfig) -> Target {
    let server = sandbox.server();
    Target {
        kind: "sandbox".to_owned(),
        major: server.major,
        server_version: server.version.clone(),
        binaries: server.origin.to_string(),
        role: "postgres".to_owned(),
        automatic_grants: matches!(config.platform, Platform::Supabase { auto_grants: true }),
        stand_ins: stand_in_names(sandbox),
    }
}

fn stand_in_names(sandbox: &Sandbox) -> Vec<String> {
    sandbox
        .stand_ins()
        .iter()
        .map(|it| it.name.clone())
        .collect()
}

fn findings(plan: &Plan, acts: &[MigrationAct], stand_ins_used: &[String]) -> Vec<Finding> {
    let mut findings = plan.findings.clone();
    for act in acts {
        let failure = act.run.as_ref().and_then(|it| it.failure.as_ref());
        let Some(failure) = failure else {
            continue;
        };
        let mut finding = failure.finding(&act.path);
        if let Some(version) = &act.follows_from {
            "migration-blocked".clone_into(&mut finding.rule);
            finding.key = format!("migration-blocked:{}", act.path);
            finding.help =
                format!("mend {version} first: this file names an object that it would have made");
        }
        findings.push(finding);
    }
    findings.extend(acts.iter().filter_map(on_rows::finding));
    findings.extend(acts.iter().flat_map(ways_back::findings));
    if !stand_ins_used.is_empty() {
        findings.push(
            Finding::new(
                "stand-in-used",
                Severity::Note,
                &stand_ins_used.join(","),
                format!("extensions stood in for: {}", stand_ins_used.join(", ")),
            )
            .why("What these extensions do was not proven, only that the migrations apply."),
        );
    }
    findings
}
