//! `stagecraft-apply`: status of a database and applying what is pending.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_connect::{Target, TargetArgs};
use stagecraft_model::{Digest, Document, Failure, Finding, Severity};
use stagecraft_plan::{Plan, Project, State};
use stagecraft_terminal::{Align, ExitStatus, Format, Table, Terminal, Tool};

use crate::{Around, Error, FileOutcome, FileReport, FileRun, Limits, Session, history, run_file};

/// Schema name of what `run` prints.
pub const APPLY_SCHEMA: &str = "stagecraft.apply/1";

/// Apply pending migrations to a database that is named
#[derive(Debug, Subcommand)]
pub enum ApplyCommand {
    /// Show which migrations the database has, from the Supabase CLI's history table
    Status(ApplyArgs),
    /// Apply what is pending, one transaction per file, history row included
    Run(RunArgs),
}

/// Which project and which database
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(default_value = ".")]
    project: PathBuf,
    #[command(flatten)]
    target: TargetArgs,
}

/// How to apply
#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    common: ApplyArgs,
    /// Seconds that one statement may run before it is cancelled
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    statement_budget: u64,
    /// Apply files older than the newest applied one too
    #[arg(long)]
    include_all: bool,
    /// Do not keep the rows that a migration destroys, though there is a file for it
    #[arg(long)]
    without_keep: bool,
}

/// What `run` did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// Digest of the plan.
    pub plan: Digest,
    /// Files that were run, in order.
    pub files: Vec<AppliedFile>,
}

/// One file that was run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedFile {
    /// The file's version.
    pub version: String,
    /// The file, relative to the project.
    pub path: String,
    /// The file that kept the rows which it destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<String>,
    /// What it did.
    pub report: FileReport,
}

impl Tool for ApplyCommand {
    const NAME: &'static str = "stagecraft-apply";
    const ABOUT: &'static str = "Apply pending migrations to a database that you name";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let runtime = tokio::runtime::Runtime::new().map_err(|source| Error::Runtime { source })?;
        match self {
            Self::Status(args) => runtime.block_on(status(&args, terminal)),
            Self::Run(args) => runtime.block_on(run(&args, terminal)),
        }
    }
}

async fn open(args: &ApplyArgs, terminal: &Terminal) -> Result<(Project, Session), Failure> {
    let project = Project::read(&args.project)?;
    let target = args.target.resolve()?;
    terminal.findings(target.findings(), &());
    Ok((project, connect(&target).await?))
}

async fn connect(target: &Target) -> Result<Session, stagecraft_connect::Error> {
    let dialed = target.dial().await?;
    Ok(Session::start(dialed.client, dialed.connection, dialed.tls))
}

async fn status(args: &ApplyArgs, terminal: &Terminal) -> Result<ExitStatus, Failure> {
    let (project, session) = open(args, terminal).await?;
    let history = history::read(&session).await?;
    let plan = stagecraft_plan::plan(&project, Some(&history));
    show_plan(&project, &plan, terminal)
}

fn show_plan(project: &Project, plan: &Plan, terminal: &Terminal) -> Result<ExitStatus, Failure> {
    stagecraft_plan::args::show(project, plan, Timestamp::now(), terminal)
}

async fn run(args: &RunArgs, terminal: &Terminal) -> Result<ExitStatus, Failure> {
    let (project, session) = open(&args.common, terminal).await?;
    history::ensure(&session).await?;
    let plan = stagecraft_plan::plan(&project, Some(&history::read(&session).await?));
    let errors = blocking(&plan, args);
    if !errors.is_empty() {
        terminal.findings(&errors, &project.sources());
        return Err(Error::PlanNotClean {
            errors: errors.len(),
        }
        .into());
    }
    let limits = Limits {
        statement: Duration::from_secs(args.statement_budget),
    };
    let mut files = Vec::new();
    for migration in plan
        .migrations
        .iter()
        .filter(|it| is_to_run(it.state, args.include_all))
    {
        let sql = project.sql_of(&migration.path);
        let keep = project
            .keeps
            .get(&migration.version)
            .filter(|_| !args.without_keep);
        let around = keep.map(Around::from).unwrap_or_default();
        let run = FileRun {
            around: &around,
            ..FileRun::new(migration, sql)
        };
        let report = run_file(&session, run, limits).await;
        let applied = report.outcome == FileOutcome::Applied;
        files.push(AppliedFile {
            version: migration.version.clone(),
            path: migration.path.clone(),
            keep: keep.map(|it| it.path.clone()),
            report,
        });
        if !applied {
            break;
        }
    }
    Ok(finish(&project, &plan, files, terminal))
}

fn is_to_run(state: State, include_all: bool) -> bool {
    state == State::Pending || (include_all && state == State::OutOfOrder)
}

fn blocking(plan: &Plan, args: &RunArgs) -> Vec<Finding> {
    plan.findings
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .filter(|it| !(args.include_all && it.rule == "out-of-order"))
        .filter(|it| !(args.without_keep && it.rule == "stale-keep-file"))
        .cloned()
        .collect()
}

fn finish(
    project: &Project,
    plan: &Plan,
    files: Vec<AppliedFile>,
    terminal: &Terminal,
) -> ExitStatus {
    let held = files
        .iter()
        .all(|it| it.report.outcome == FileOutcome::Applied);
    if terminal.format() == Format::Json {
        let body = Applied {
            plan: plan.digest,
            files,
        };
        let document = Document::new(APPLY_SCHEMA, Timestamp::now(), body);
        terminal.data(&document.to_json().unwrap_or_default());
    } else {
        let findings: Vec<_> = files
            .iter()
            .filter_map(|it| Some(it.report.failure.as_ref()?.finding(&it.path)))
            .collect();
        terminal.findings(&findings, &project.sources());
        terminal.data(&table(&files, terminal));
    }
    if held {
        ExitStatus::Held
    } else {
        ExitStatus::NotHeld
    }
}

fn table(files: &[AppliedFile], terminal: &Terminal) -> String {
    if files.is_empty() {
        return "nothing is pending\n".to_owned();
    }
    let mut table = Table::new(
        terminal.palette(),
        &[
            ("file", Align::Left),
            ("outcome", Align::Left),
            ("statements", Align::Right),
            ("ms", Align::Right),
            ("rows", Align::Left),
        ],
    );
    for file in files {
        table.row(vec![
            file.path.clone(),
            file.report.outcome.label().to_owned(),
            file.report.statements.len().to_string(),
            format!(
                "{:.1}",
                Duration::from_micros(file.report.elapsed_us).as_secs_f64() * 1000.0
            ),
            file.keep.as_ref().map_or("", |_| "kept").to_owned(),
        ]);
    }
    table.to_string()
}
