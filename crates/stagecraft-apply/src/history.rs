//! The history table, exactly as the Supabase CLI keeps it.

use stagecraft_model::quote_literal;
use stagecraft_plan::HistoryRow;
use tokio_postgres::error::SqlState;

use crate::{Error, Session, SqlFailure};

/// The table as the Supabase CLI makes it: the two later columns were added to
/// a table that began with the version alone. It has no time, digest or actor.
const CREATE: &str = "\
begin;
set local lock_timeout = '4s';
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
alter table supabase_migrations.schema_migrations add column if not exists statements text[];
alter table supabase_migrations.schema_migrations add column if not exists name text;
commit";

/// Creates the history table where it is missing.
pub async fn ensure(session: &Session) -> Result<(), Error> {
    if exists(session).await? {
        return Ok(());
    }
    if let Err(error) = session.client().batch_execute(CREATE).await {
        drop(session.client().batch_execute("rollback").await);
        return Err(Error::History {
            action: "created",
            failure: Box::new(SqlFailure::of(&error)),
        });
    }
    session.take_notices();
    Ok(())
}

async fn exists(session: &Session) -> Result<bool, Error> {
    let columns = session
        .client()
        .query_typed(
            "select count(*) from pg_catalog.pg_attribute \
             where attrelid = to_regclass('supabase_migrations.schema_migrations') \
             and attname in ('version', 'statements', 'name') and not attisdropped",
            &[],
        )
        .await
        .map_err(|error| not_read(&error))?;
    Ok(columns.first().is_some_and(|row| row.get::<_, i64>(0) == 3))
}

/// Reads the history, oldest version first; none where the table is missing.
pub async fn read(session: &Session) -> Result<Vec<HistoryRow>, Error> {
    let full = "select version, name, statements \
                from supabase_migrations.schema_migrations order by version collate \"C\"";
    let bare = "select version, null::text, null::text[] \
                from supabase_migrations.schema_migrations order by version collate \"C\"";
    for sql in [full, bare] {
        match session.client().query_typed(sql, &[]).await {
            Ok(rows) => {
                return Ok(rows
                    .into_iter()
                    .map(|row| HistoryRow {
                        version: row.get(0),
                        name: row.get(1),
                        statements: row.get(2),
                    })
                    .collect());
            }
            Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => return Ok(Vec::new()),
            Err(error) if sql == full && error.code() == Some(&SqlState::UNDEFINED_COLUMN) => {}
            Err(error) => return Err(not_read(&error)),
        }
    }
    Ok(Vec::new())
}

fn not_read(error: &tokio_postgres::Error) -> Error {
    Error::History {
        action: "read",
        failure: Box::new(SqlFailure::of(error)),
    }
}

/// Returns the plain insert, no upsert, of a file's row: a second applier of
/// the same version fails on the primary key.
pub fn insert_sql(version: &str, name: &str, statements: &[String]) -> String {
    let list = statements
        .iter()
        .map(|it| quote_literal(it))
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "insert into supabase_migrations.schema_migrations (version, name, statements) \
         values ({}, {}, array[{list}]::text[])",
        quote_literal(version),
        quote_literal(name),
    )
}

/// Returns the statement that takes a version out of the history.
pub fn delete_sql(version: &str) -> String {
    format!(
        "delete from supabase_migrations.schema_migrations where version = {}",
        quote_literal(version)
    )
}
