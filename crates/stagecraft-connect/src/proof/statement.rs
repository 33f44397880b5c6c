//! Statements by the simple protocol: nothing is prepared, nothing is named.

use std::time::Duration;

use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use crate::Error;

/// How long a small query may take before the proof is given up.
const LIMIT: Duration = Duration::from_secs(30);

/// Returns the first row of `sql`, which was asked for `doing`.
pub(super) async fn one_row(
    client: &Client,
    doing: &'static str,
    sql: &str,
) -> Result<SimpleQueryRow, Error> {
    run(client, doing, sql)
        .await?
        .into_iter()
        .find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        })
        .ok_or_else(|| Error::Statement {
            doing,
            message: "no row came back".to_owned(),
        })
}

/// Runs `sql`, which was asked for `doing`.
pub(super) async fn run(
    client: &Client,
    doing: &'static str,
    sql: &str,
) -> Result<Vec<SimpleQueryMessage>, Error> {
    match tokio::time::timeout(LIMIT, client.simple_query(sql)).await {
        Ok(answer) => answer.map_err(|error| failed(doing, &error)),
        Err(_) => Err(Error::Statement {
            doing,
            message: format!("no answer within {} s", LIMIT.as_secs()),
        }),
    }
}

/// Returns a column's text; SQL's null is `None`.
pub(super) fn text(row: &SimpleQueryRow, column: usize) -> Option<&str> {
    row.try_get(column).ok().flatten()
}

/// Returns a column that must be there, parsed.
pub(super) fn value<T: std::str::FromStr>(
    row: &SimpleQueryRow,
    column: usize,
    doing: &'static str,
) -> Result<T, Error> {
    text(row, column)
        .and_then(|it| it.parse().ok())
        .ok_or_else(|| Error::Statement {
            doing,
            message: format!("column {} is not what was asked for", column + 1),
        })
}

/// The server's words, since the driver's own say nothing.
fn failed(doing: &'static str, error: &tokio_postgres::Error) -> Error {
    let message = match error.as_db_error() {
        Some(said) => format!("{} (SQLSTATE {})", said.message(), said.code().code()),
        None => error.to_string(),
    };
    Error::Statement { doing, message }
}
