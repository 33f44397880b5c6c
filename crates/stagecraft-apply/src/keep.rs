//! What migrations have kept in a database, and letting go of it.

use serde::{Deserialize, Serialize};
use serde_json::json;
use stagecraft_model::quote_literal;
use tokio_postgres::Row;
use tokio_postgres::error::SqlState;

use crate::journal::{self, Entry};
use crate::{Error, Session, SqlFailure};

/// Read with what the server knows of each place: a table that is gone has no
/// size.
const READ: &str = "\
with kept as (
  select version, relation, place, how, kept_at, restored_at from stagecraft_keep.kept
  union all
  select version, sequence, null, 'position noted', noted_at, null from stagecraft_keep.positions
)
select k.version, k.relation, k.place, k.how,
  pg_catalog.to_char(k.kept_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS\"Z\"'),
  pg_catalog.to_char(k.restored_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS\"Z\"'),
  extract(epoch from pg_catalog.clock_timestamp() - k.kept_at)::bigint,
  pg_catalog.pg_total_relation_size(pg_catalog.to_regclass(k.place))
from kept as k
order by k.version collate \"C\", k.place nulls last, k.relation";

/// Where the rows of one table, or the position of a sequence, are kept for one
/// migration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPlace {
    /// The migration's version.
    pub version: String,
    /// The table or sequence as it was called before the migration.
    pub relation: String,
    /// The table that holds what is kept; absent for a position.
    pub place: Option<String>,
    /// How it is kept, such as `moved aside`.
    pub how: String,
    /// When the migration ran, UTC.
    pub kept_at: String,
    /// When a rollback gave the rows back.
    pub restored_at: Option<String>,
    /// Seconds since it was kept.
    pub age_s: i64,
    /// Bytes on disk; absent where somebody has dropped the place.
    pub bytes: Option<i64>,
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

/// What was let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finalized {
    /// The migration's version: rows that it destroyed do not come back.
    pub version: String,
    /// The places that were dropped.
    pub places: Vec<KeptPlace>,
}

/// Reads what is kept; nothing where no migration has kept anything.
pub async fn read(session: &Session) -> Result<Vec<KeptPlace>, Error> {
    let rows = rows(session, READ).await?;
    Ok(rows
        .iter()
        .map(|row| KeptPlace {
            version: row.get(0),
            relation: row.get(1),
            place: row.get(2),
            how: row.get(3),
            kept_at: row.get(4),
            restored_at: row.get(5),
            age_s: row.get(6),
            bytes: row.get(7),
        })
        .collect())
}

/// Reads which rows did not come back as they were when `version` was undone.
pub async fn conflicts(session: &Session, version: &str) -> Result<Vec<Conflict>, Error> {
    let sql = format!(
        "select relation, key::text, why from stagecraft_keep.conflicts \
         where version = {} order by relation, key::text",
        quote_literal(version)
    );
    let rows = rows(session, &sql).await?;
    Ok(rows
        .iter()
        .map(|row| Conflict {
            relation: row.get(0),
            key: row.get(1),
            why: row.get(2),
        })
        .collect())
}

/// Returns the rows of a query of what is kept; none where there are no such
/// tables.
async fn rows(session: &Session, sql: &str) -> Result<Vec<Row>, Error> {
    const MISSING: [SqlState; 2] = [SqlState::UNDEFINED_TABLE, SqlState::INVALID_SCHEMA_NAME];
    match session.client().query_typed(sql, &[]).await {
        Ok(rows) => Ok(rows),
        Err(error) if error.code().is_some_and(|it| MISSING.contains(it)) => Ok(Vec::new()),
        Err(error) => Err(failed("read", SqlFailure::of(&error))),
    }
}

/// Lets go of everything that is kept for one version, in one transaction with
/// the journal's entry. What goes was kept in `places`.
pub async fn finalize(
    session: &Session,
    version: &str,
    places: Vec<KeptPlace>,
) -> Result<Finalized, Error> {
    let entry = journal::begin(
        session,
        Entry {
            act: "finalize",
            version,
            file: None,
            digest: None,
        },
    )
    .await?;
    let literal = quote_literal(version);
    let names: Vec<_> = places.iter().filter_map(|it| it.place.clone()).collect();
    let mut dropping = String::new();
    if !names.is_empty() {
        dropping = format!("drop table if exists {};", names.join(", "));
    }
    let details = json!({ "places": names });
    // What is kept of tables that refer to each other goes in one statement.
    let sql = format!(
        "begin;
         set local lock_timeout = '4s';
         {dropping}
         delete from stagecraft_keep.kept where version = {literal};
         delete from stagecraft_keep.positions where version = {literal};
         delete from stagecraft_keep.conflicts where version = {literal};
         {};
         commit",
        journal::end_sql(entry, "finalized", &details)
    );
    if let Err(error) = session.client().batch_execute(&sql).await {
        drop(session.client().batch_execute("rollback").await);
        let failure = SqlFailure::of(&error);
        let details = json!({ "failure": failure.to_string() });
        journal::end(session, entry, "failed", &details).await?;
        return Err(failed("let go", failure));
    }
    session.take_notices();
    Ok(Finalized {
        version: version.to_owned(),
        places,
    })
}

fn failed(action: &'static str, failure: SqlFailure) -> Error {
    Error::Kept {
        action,
        failure: Box::new(failure),
    }
}
