//! `stagecraft rollup`: runs the project's jobs from outside, where the
//! database has no `pg_cron`.
//!
//! A job is a file of `supabase/jobs/`; what it did is read from
//! `ops.job_runs`, where the jobs of the data layer record themselves.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_apply::{Session, SqlFailure};
use stagecraft_connect::TargetArgs;
use stagecraft_model::{Document, ErrorClass, Failure, Fault};
use stagecraft_terminal::{Align, ExitStatus, Format, Palette, Table, Terminal};

use crate::elapsed::milliseconds;

/// Schema name of what `rollup` prints.
pub const ROLLUP_SCHEMA: &str = "stagecraft.rollup/1";

/// Which jobs to run, and where
#[derive(Debug, Args)]
pub struct RollupArgs {
    /// The project: a folder that holds supabase/
    #[arg(default_value = ".")]
    project: PathBuf,
    /// Run retention after the nightly rollup
    #[arg(long)]
    retention: bool,
    #[command(flatten)]
    target: TargetArgs,
}

/// What the jobs did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollup {
    /// The files that ran, in order, with milliseconds.
    pub files: Vec<JobFile>,
    /// The runs that recorded themselves meanwhile.
    pub runs: Vec<JobRun>,
}

/// One file of jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobFile {
    /// Relative to the project.
    pub path: String,
    /// How long it took.
    pub elapsed_ms: u64,
}

/// Runs of one job that ended the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRun {
    /// The job.
    pub job: String,
    /// `succeeded` or `failed`.
    pub state: String,
    /// How many shops and days.
    pub runs: i64,
    /// Rows written by all of them.
    pub rows: i64,
    /// The first error, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Why a job could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is missing or unreadable.
    #[error("{} could not be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The database refused it.
    #[error("{path}: {failure}")]
    Refused {
        /// The file, or the table that records runs.
        path: String,
        /// What the server said.
        failure: Box<SqlFailure>,
    },
    /// The async runtime could not be started.
    #[error("no threads could be started")]
    Runtime(#[source] std::io::Error),
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::Unreadable { .. } => ErrorClass::Usage,
            Self::Refused { .. } | Self::Runtime(_) => ErrorClass::Environment,
        }
    }

    fn hint(&self) -> Option<std::borrow::Cow<'static, str>> {
        match self {
            Self::Unreadable { .. } => {
                Some("name the folder that holds supabase/jobs/ as the first argument".into())
            }
            Self::Refused { .. } => {
                Some("apply the project's migrations first, and connect as `postgres`".into())
            }
            Self::Runtime(_) => None,
        }
    }
}

/// What the jobs recorded since a moment, by job and outcome.
const RUNS: &str = "\
select job::text, state::text, count(*), coalesce(sum(rows_written), 0)::bigint, min(error)
from ops.job_runs where started_at >= $1::text::timestamptz group by 1, 2 order by 1, 2";

impl RollupArgs {
    /// Runs the jobs and says what they recorded; a failed run is exit code 1.
    pub fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        tokio::runtime::Runtime::new()
            .map_err(Error::Runtime)?
            .block_on(self.run_jobs(terminal))
    }

    async fn run_jobs(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let target = self.target.resolve()?;
        terminal.findings(target.findings(), &());
        let dialed = target.dial().await?;
        let session = Session::start(dialed.client, dialed.connection, dialed.tls);
        let started = server_time(&session).await?;
        let mut names = vec!["nightly.sql"];
        if self.retention {
            names.push("retention.sql");
        }
        let mut files = Vec::new();
        for name in names {
            let path = format!("supabase/jobs/{name}");
            let progress = terminal.progress(&path, 0);
            let file = self.project.join(&path);
            let sql = std::fs::read_to_string(&file)
                .map_err(|source| Error::Unreadable { path: file, source })?;
            let clock = Instant::now();
            let outcome = session.client().batch_execute(&sql).await;
            progress.finish();
            outcome.map_err(|error| refused(&path, &error))?;
            for notice in session.take_notices() {
                terminal.say(&notice);
            }
            files.push(JobFile {
                path,
                elapsed_ms: milliseconds(clock.elapsed()),
            });
        }
        let runs = recorded(&session, &started).await?;
        Ok(show(Rollup { files, runs }, terminal))
    }
}

async fn server_time(session: &Session) -> Result<String, Error> {
    let sql = "select clock_timestamp()::text";
    let rows = session.client().query_typed(sql, &[]).await;
    let rows = rows.map_err(|error| refused("clock_timestamp()", &error))?;
    Ok(rows.first().map(|row| row.get(0)).unwrap_or_default())
}

async fn recorded(session: &Session, since: &String) -> Result<Vec<JobRun>, Error> {
    let rows = session
        .client()
        .query_typed(RUNS, &[(since, tokio_postgres::types::Type::TEXT)])
        .await
        .map_err(|error| refused("ops.job_runs", &error))?;
    Ok(rows
        .iter()
        .map(|row| JobRun {
            job: row.get(0),
            state: row.get(1),
            runs: row.get(2),
            rows: row.get(3),
            error: row.get(4),
        })
        .collect())
}

fn refused(path: &str, error: &tokio_postgres::Error) -> Error {
    Error::Refused {
        path: path.to_owned(),
        failure: Box::new(SqlFailure::of(error)),
    }
}

fn show(rollup: Rollup, terminal: &Terminal) -> ExitStatus {
    let failed = rollup.runs.iter().any(|it| it.state != "succeeded");
    if terminal.format() == Format::Json {
        let document = Document::new(ROLLUP_SCHEMA, Timestamp::now(), rollup);
        terminal.data(&document.to_json().unwrap_or_default());
    } else {
        terminal.data(&table(&rollup, terminal.palette()));
    }
    if failed {
        ExitStatus::NotHeld
    } else {
        ExitStatus::Held
    }
}

fn table(rollup: &Rollup, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("job", Align::Left),
            ("state", Align::Left),
            ("runs", Align::Right),
            ("rows", Align::Right),
            ("first error", Align::Left),
        ],
    );
    for run in &rollup.runs {
        let style = if run.state == "succeeded" {
            palette.good
        } else {
            palette.bad
        };
        table.row(vec![
            run.job.clone(),
            Palette::paint(style, &run.state),
            run.runs.to_string(),
            run.rows.to_string(),
            run.error.clone().unwrap_or_default(),
        ]);
    }
    let mut text = if rollup.runs.is_empty() {
        "nothing was left to do\n".to_owned()
    } else {
        table.to_string()
    };
    for file in &rollup.files {
        text.push_str(&format!("\n {} in {} ms", file.path, file.elapsed_ms));
    }
    text.push('\n');
    text
}
