//! Undoes the newest migration of a database: its rollback, its history row
//! and the journal's entry, in one transaction where that is possible.

use serde_json::json;
use stagecraft_model::quote_literal;
use stagecraft_plan::{Mode, PlannedRollback};

use crate::executor::{Books, run_books};
use crate::journal::{self, Entry};
use crate::{Error, FileReport, Limits, Script, Session, SqlFailure, history};

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

/// Undoes one version and reports how it ended; never leaves a transaction
/// open. Errors: the journal could not be written.
pub async fn undo(
    session: &Session,
    run: UndoRun<'_>,
    limits: Limits,
) -> Result<FileReport, Error> {
    let mode = run.rollback.mode;
    if mode == Mode::Refused {
        return Ok(FileReport {
            failure: Some(SqlFailure::plain(
                "the file cannot be run: see its findings",
            )),
            ..FileReport::refused()
        });
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
    let mut books = Books {
        first: vec![is_newest(run.version)],
        last: last(run, entry),
    };
    if mode == Mode::Transaction {
        books.first.insert(0, LOCK.to_owned());
    } else {
        books.last = format!("begin; {}; commit", books.last);
    }
    let script = Script::new(&run.rollback.statements, run.sql);
    let report = run_books(session, mode, script, &books, limits).await;
    if let Some(failure) = report
        .failure
        .as_ref()
        .filter(|_| !session.client().is_closed())
    {
        let details = json!({ "failure": failure.to_string() });
        journal::end(session, entry, report.outcome.label(), &details).await?;
    }
    Ok(report)
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

fn last(run: UndoRun<'_>, entry: i64) -> String {
    let details = json!({ "statements": run.rollback.statements.len() });
    format!(
        "{}; {}",
        history::delete_sql(run.version),
        journal::end_sql(entry, "undone", &details)
    )
}
