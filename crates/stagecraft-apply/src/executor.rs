//! Runs one file: its statements and its history row, in one transaction where
//! that is possible.
//!
//! Statements of a transaction are sent ahead of the answers: one that follows
//! a failure is refused by the server (25P02), and a commit of a failed
//! transaction rolls back, so that nothing can slip through.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use stagecraft_model::SourceSpan;
use stagecraft_plan::{Mode, cli_statements};
use tokio_postgres::{SimpleQueryMessage, SimpleQueryStream};

use crate::script::{FileRun, Limits, Script};
use crate::{FileOutcome, FileReport, Session, SqlFailure, StatementReport, history};

/// An earlier file's `SET` must not reach this one; the Supabase CLI resets
/// too, but `reset all` leaves the role as it is.
const RESET: &str = "reset all; reset role";
const BEGIN: &str = "begin; reset all; reset role";
/// The file may have changed the role; the history row is the tool's own.
const BEFORE_HISTORY: &str = "reset role";

/// So many statements are sent before the first answer is awaited.
const AHEAD: usize = 64;

struct Step<'a> {
    sql: std::borrow::Cow<'a, str>,
    /// Ordinal, tag and place; absent for what the tool itself adds.
    statement: Option<(usize, &'a str, SourceSpan)>,
}

/// What of the tool's own goes with a script, in the same transaction where
/// there is one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Books {
    /// Before the first statement.
    pub(crate) first: Vec<String>,
    /// After the last, as one message; may be empty.
    pub(crate) last: String,
}

/// Runs one file and reports how it ended; never leaves a transaction open.
pub async fn run_file(session: &Session, run: FileRun<'_>, limits: Limits) -> FileReport {
    let mode = run.migration.mode;
    if mode == Mode::Refused {
        return FileReport {
            failure: Some(SqlFailure::plain("the plan refuses this file")),
            ..FileReport::refused()
        };
    }
    let books = Books {
        last: history_row(run),
        ..Books::default()
    };
    run_books(session, mode, run.script(), &books, limits).await
}

/// Runs statements as a file's, without a history row, and reports how they
/// ended; never leaves a transaction open.
pub async fn run_script(
    session: &Session,
    mode: Mode,
    script: Script<'_>,
    limits: Limits,
) -> FileReport {
    run_books(session, mode, script, &Books::default(), limits).await
}

pub(crate) async fn run_books(
    session: &Session,
    mode: Mode,
    script: Script<'_>,
    books: &Books,
    limits: Limits,
) -> FileReport {
    let started = Instant::now();
    session.take_notices();
    let mut report = FileReport::refused();
    let mut steps: Vec<_> = books.first.iter().map(|sql| own(sql)).collect();
    steps.extend(played_steps(script));
    let last = format!("{BEFORE_HISTORY}; {}", books.last);
    let ended = if mode == Mode::Transaction {
        steps.insert(0, own(BEGIN));
        // One message: where an earlier statement failed, none of it runs.
        steps.push(own(&format!("{last}; commit")));
        whole(session, script, &steps, limits, &mut report).await
    } else {
        steps.push(own(&last));
        apart(session, script, steps, limits, &mut report).await
    };
    report.outcome = match &ended {
        Ok(()) => FileOutcome::Applied,
        Err(_) if mode == Mode::Statements && !report.statements.is_empty() => {
            FileOutcome::HalfApplied
        }
        Err(_) => FileOutcome::Failed,
    };
    report.failure = ended.err();
    report.elapsed_us = micros(started.elapsed());
    report.notices = session.take_notices();
    report
}

async fn whole(
    session: &Session,
    script: Script<'_>,
    steps: &[Step<'_>],
    limits: Limits,
    report: &mut FileReport,
) -> Result<(), SqlFailure> {
    let ended = pipeline(session, script, steps, AHEAD, limits, report).await;
    if ended.is_err() && !session.client().is_closed() {
        drop(session.client().batch_execute("rollback").await);
    }
    ended
}

/// Runs statements one by one, each for good, with the settings of a new
/// session. Returns those that completed, and why the next one did not.
pub async fn play_apart(
    session: &Session,
    script: Script<'_>,
    limits: Limits,
) -> (Vec<StatementReport>, Result<(), SqlFailure>) {
    let mut report = FileReport::refused();
    let steps = played_steps(script).collect();
    let ended = apart(session, script, steps, limits, &mut report).await;
    (report.statements, ended)
}

async fn apart<'a>(
    session: &Session,
    script: Script<'a>,
    mut steps: Vec<Step<'a>>,
    limits: Limits,
    report: &mut FileReport,
) -> Result<(), SqlFailure> {
    steps.insert(0, own(RESET));
    let ended = pipeline(session, script, &steps, 1, limits, report).await;
    if !session.client().is_closed() {
        // A file may have left a transaction or a setting behind.
        for sql in ["rollback", RESET] {
            drop(session.client().batch_execute(sql).await);
        }
    }
    ended
}

/// Opens the transaction of a file, its settings as a new session has them.
pub async fn begin(session: &Session) -> Result<(), SqlFailure> {
    let begun = session.client().batch_execute(BEGIN).await;
    begun.map_err(|error| SqlFailure::of(&error))
}

/// Runs statements in the transaction that is open, and leaves it open.
/// Returns those that completed, and why the next one did not.
pub async fn play(
    session: &Session,
    script: Script<'_>,
    limits: Limits,
) -> (Vec<StatementReport>, Result<(), SqlFailure>) {
    let mut report = FileReport::refused();
    let steps: Vec<_> = played_steps(script).collect();
    let ended = pipeline(session, script, &steps, AHEAD, limits, &mut report).await;
    (report.statements, ended)
}

/// Commits a file that was played, with its history row.
pub async fn commit(session: &Session, run: FileRun<'_>) -> Result<(), SqlFailure> {
    let sql = format!("{BEFORE_HISTORY}; {}; commit", history_row(run));
    let committed = session.client().batch_execute(&sql).await;
    committed.map_err(|error| SqlFailure::of(&error))
}

fn own(sql: &str) -> Step<'static> {
    Step {
        sql: sql.to_owned().into(),
        statement: None,
    }
}

fn played_steps(run: Script<'_>) -> impl Iterator<Item = Step<'_>> {
    let before = run.around.before.iter().map(|sql| own(sql));
    let after = run.around.after.iter().map(|sql| own(sql));
    before.chain(file_steps(run)).chain(after)
}

fn file_steps(run: Script<'_>) -> impl Iterator<Item = Step<'_>> {
    run.statements.iter().flat_map(move |statement| {
        let placed = Some((statement.ordinal, statement.tag.as_str(), statement.span));
        if let Some(instead) = run.around.instead.get(&statement.ordinal) {
            return instead
                .iter()
                .map(|sql| Step {
                    sql: sql.as_str().into(),
                    statement: placed,
                })
                .collect::<Vec<_>>();
        }
        let sql = run.sql.get(statement.span.start..statement.span.end);
        vec![Step {
            sql: sql.unwrap_or("").into(),
            statement: placed,
        }]
    })
}

fn history_row(run: FileRun<'_>) -> String {
    let statements = cli_statements(run.sql);
    history::insert_sql(&run.migration.version, &run.migration.name, &statements)
}

async fn pipeline(
    session: &Session,
    run: Script<'_>,
    steps: &[Step<'_>],
    ahead: usize,
    limits: Limits,
    report: &mut FileReport,
) -> Result<(), SqlFailure> {
    let mut sent: VecDeque<(SimpleQueryStream, &Step<'_>)> = VecDeque::new();
    let mut unsent = steps.iter();
    let mut clock = Instant::now();
    loop {
        while sent.len() < ahead {
            let Some(step) = unsent.next() else { break };
            let stream = session
                .client()
                .simple_query_raw(&step.sql)
                .await
                .map_err(|error| place(&error, run, step))?;
            sent.push_back((stream, step));
        }
        let Some((stream, step)) = sent.pop_front() else {
            return Ok(());
        };
        let rows = answer(session, stream, limits)
            .await
            .map_err(|error| place(&error, run, step))?;
        let now = Instant::now();
        if let Some((ordinal, tag, span)) = step.statement {
            report.statements.push(StatementReport {
                ordinal,
                tag: tag.to_owned(),
                line: span.line,
                elapsed_us: micros(now - clock),
                rows,
            });
        }
        clock = now;
    }
}

/// Awaits one answer; a statement over its limit is cancelled, and the
/// server's own message about that is what is returned.
async fn answer(
    session: &Session,
    stream: SimpleQueryStream,
    limits: Limits,
) -> Result<Option<u64>, tokio_postgres::Error> {
    let mut drained = Box::pin(drain(stream));
    if let Ok(done) = tokio::time::timeout(limits.statement, &mut drained).await {
        return done;
    }
    session.cancel().await;
    drained.await
}

/// Reads rows and drops them: only their number is kept.
async fn drain(stream: SimpleQueryStream) -> Result<Option<u64>, tokio_postgres::Error> {
    let mut stream = Box::pin(stream);
    let mut rows = None;
    while let Some(message) = stream.next().await {
        if let SimpleQueryMessage::CommandComplete(count) = message? {
            rows = Some(count);
        }
    }
    Ok(rows)
}

fn place(error: &tokio_postgres::Error, run: Script<'_>, step: &Step<'_>) -> SqlFailure {
    let failure = SqlFailure::of(error);
    match step.statement {
        Some((ordinal, _, span)) => failure.placed(error, run.sql, ordinal, span),
        None => failure,
    }
}

fn micros(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX)
}
