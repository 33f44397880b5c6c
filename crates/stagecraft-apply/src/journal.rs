//! The tool's own journal in the database: what the Supabase CLI's history
//! table has no room for.
//!
//! An entry is begun on its own, before anything else is done, and ended in
//! the transaction of what it is about: one that never ended was rolled back.

use stagecraft_model::{Digest, quote_literal};

use crate::{Error, Session, SqlFailure};

/// The journal's table.
pub const TABLE: &str = "stagecraft.journal";

const CREATE: &str = "\
begin;
set local lock_timeout = '4s';
create schema if not exists stagecraft;
create table if not exists stagecraft.journal (
  id bigint generated always as identity primary key,
  act text not null,
  version text not null,
  file text,
  digest text,
  role text not null default session_user,
  began_at timestamptz not null default pg_catalog.clock_timestamp(),
  ended_at timestamptz,
  outcome text,
  details jsonb
);
comment on table stagecraft.journal is 'what Stagecraft did to this database, and how it ended';
commit";

/// What an entry is about.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// What is done, such as `rollback`.
    pub act: &'static str,
    /// The version of the migration that it is done to.
    pub version: &'a str,
    /// The file that is run.
    pub file: Option<&'a str>,
    /// Digest of its bytes.
    pub digest: Option<Digest>,
}

/// Makes the journal where it is missing and begins an entry; returns its
/// number.
pub async fn begin(session: &Session, entry: Entry<'_>) -> Result<i64, Error> {
    let exists = session
        .client()
        .query_typed(
            "select pg_catalog.to_regclass('stagecraft.journal') is not null",
            &[],
        )
        .await
        .map_err(|error| failed(&error))?;
    if !exists.first().is_some_and(|it| it.get::<_, bool>(0)) {
        if let Err(error) = session.client().batch_execute(CREATE).await {
            drop(session.client().batch_execute("rollback").await);
            return Err(failed(&error));
        }
        session.take_notices();
    }
    let text = |it: Option<String>| it.map_or_else(|| "null".to_owned(), |it| quote_literal(&it));
    let sql = format!(
        "insert into {TABLE} (act, version, file, digest) values ({}, {}, {}, {}) returning id",
        quote_literal(entry.act),
        quote_literal(entry.version),
        text(entry.file.map(str::to_owned)),
        text(entry.digest.map(|it| it.to_string())),
    );
    let rows = session.client().query_typed(&sql, &[]).await;
    let rows = rows.map_err(|error| failed(&error))?;
    Ok(rows.first().map_or(0, |it| it.get(0)))
}

/// Returns the statement that ends an entry.
pub fn end_sql(id: i64, outcome: &str, details: &serde_json::Value) -> String {
    format!(
        "update {TABLE} set ended_at = pg_catalog.clock_timestamp(), outcome = {}, details = {}::jsonb where id = {id}",
        quote_literal(outcome),
        quote_literal(&details.to_string()),
    )
}

/// Ends an entry on its own.
pub async fn end(
    session: &Session,
    id: i64,
    outcome: &str,
    details: &serde_json::Value,
) -> Result<(), Error> {
    let sql = end_sql(id, outcome, details);
    let ended = session.client().batch_execute(&sql).await;
    ended.map_err(|error| failed(&error))
}

fn failed(error: &tokio_postgres::Error) -> Error {
    Error::Journal {
        failure: Box::new(SqlFailure::of(error)),
    }
}
