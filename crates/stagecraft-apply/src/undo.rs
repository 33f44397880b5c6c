//! Undoes the newest migration of a database: its rollback, its history row
//! and the journal's entry, in one transaction where that is possible.

use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stagecraft_model::quote_literal;
use stagecraft_plan::{Mode, PlannedRollback};
use tokio_postgres::error::SqlState;

use crate::executor::{AHEAD, BEFORE_HISTORY, BEGIN, apart, micros, own, pipeline, played_steps};
use crate::journal::{self, Entry};
use crate::{Error, FileOutcome, FileReport, Limits, Script, Session, SqlFailure};

/// Nobody applies or undoes anything while this lock is held: both write the
/// history.
const LOCK: &str = "set local lock_timeout = '4s'; \
     lock table supabase_migrations.schema_migrations in exclusive mode; \
     set local lock_timeout to default";

/// A rollback to run.
#[derive(Debug, Clone, Copy)]
pub struct UndoRun<'a> {
    /// The version that is undone; it must be the newest that is applied.
    pub version: &'a str,
    /// The rollback as planned.
    pub rollback: &'a PlannedRollback,
    /// Its text, which the statements' spans point into.
    pub sql: &'a str,
}

/// A row that could not come back as it was, because of what the application
/// has written since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The table.
    pub relation: String,
    /// What tells the row apart, as JSON.
    pub key: String,
    /// Why it is not as it was.
    pub why: String,
}

/// Undoes one version and reports how it ended; never leaves a transaction
/// open. Errors: the journal could not be written.
pub async fn undo(
    session: &Session,
    run: UndoRun<'_>,
    limits: Limits,
) -> Result<FileReport, Error> {
    let started = Instant::now();
    session.take_notices();
    let mut report = FileReport::refused();
    let mode = run.rollback.mode;
    if mode == Mode::Refused {
        report.failure = Some(SqlFailure::plain(
            "the file cannot be run: see its findings",
        ));
        return Ok(report);
    }
    let entry = journal::begin(
        session,
        Entry {
            act: "rollback",
            version: run.version,
            file: Some(&run.rollback.path),
            digest: Some(run.rollback.digest),
        },
    )
    .await?;
    let ended = if mode == Mode::Transaction {
        in_transaction(session, run, entry, limits, &mut report).await
    } else {
        one_by_one(session, run, entry, limits, &mut report).await
    };
    report.outcome = match &ended {
        Ok(()) => FileOutcome::Applied,
        Err(_) if mode == Mode::Statements && !report.statements.is_empty() => {
            FileOutcome::HalfApplied
        }
        Err(_) => FileOutcome::Failed,
    };
    if let Err(failure) = ended {
        if !session.client().is_closed() {
            let details = json!({ "failure": failure.to_string() });
            journal::end(session, entry, report.outcome.label(), &details).await?;
        }
        report.failure = Some(failure);
    }
    report.elapsed_us = micros(started.elapsed());
    report.notices = session.take_notices();
    Ok(report)
}

async fn in_transaction(
    session: &Session,
    run: UndoRun<'_>,
    entry: i64,
    limits: Limits,
    report: &mut FileReport,
) -> Result<(), SqlFailure> {
    let script = Script::new(&run.rollback.statements, run.sql);
    let mut steps = vec![own(BEGIN), own(LOCK), own(&is_newest(run.version))];
    steps.extend(played_steps(script));
    // One message: where an earlier statement failed, none of it runs.
    steps.push(own(&format!("{}; commit", books(run, entry))));
    let ended = pipeline(session, script, &steps, AHEAD, limits, report).await;
    if ended.is_err() && !session.client().is_closed() {
        drop(session.client().batch_execute("rollback").await);
    }
    ended
}

async fn one_by_one(
    session: &Session,
    run: UndoRun<'_>,
    entry: i64,
    limits: Limits,
    report: &mut FileReport,
) -> Result<(), SqlFailure> {
    let script = Script::new(&run.rollback.statements, run.sql);
    let mut steps = vec![own(&is_newest(run.version))];
    steps.extend(played_steps(script));
    steps.push(own(&format!("begin; {}; commit", books(run, entry))));
    apart(session, script, steps, limits, report).await
}

/// Returns the statement that fails where another version is the newest: it
/// may have been applied or undone in the meantime.
fn is_newest(version: &str) -> String {
    let version = quote_literal(version);
    format!(
        "do $check$\ndeclare\n  newest text := (\n    \
         select version from supabase_migrations.schema_migrations\n    \
         order by version collate \"C\" desc limit 1\n  );\n\
         begin\n  if newest is distinct from {version} then\n    \
         raise exception using message = pg_catalog.format('the newest applied version is %s, not %s', newest, {version});\n  \
         end if;\nend $check$"
    )
}

fn books(run: UndoRun<'_>, entry: i64) -> String {
    format!(
        "{BEFORE_HISTORY}; delete from supabase_migrations.schema_migrations where version = {}; {}",
        quote_literal(run.version),
        journal::end_sql(
            entry,
            "undone",
            &json!({ "statements": run.rollback.statements.len() })
        )
    )
}

/// Reads which rows did not come back as they were when `version` was undone.
pub async fn conflicts(session: &Session, version: &str) -> Result<Vec<Conflict>, Error> {
    let sql = format!(
        "select relation, key::text, why from stagecraft_keep.conflicts \
         where version = {} order by relation, key::text",
        quote_literal(version)
    );
    match session.client().query_typed(&sql, &[]).await {
        Ok(rows) => Ok(rows
            .iter()
            .map(|row| Conflict {
                relation: row.get(0),
                key: row.get(1),
                why: row.get(2),
            })
            .collect()),
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(Vec::new()),
        Err(error) => Err(Error::Kept {
            action: "read",
            failure: Box::new(SqlFailure::of(&error)),
        }),
    }
}
