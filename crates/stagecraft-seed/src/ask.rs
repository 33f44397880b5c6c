//! Statements that have to work: what the server refuses is an error.

use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use crate::Error;

/// Runs statements.
pub(crate) async fn run(client: &Client, sql: &str) -> Result<(), Error> {
    client
        .batch_execute(sql)
        .await
        .map_err(|source| Error::of(source, sql))
}

/// Runs statements; their rows as text.
pub(crate) async fn rows(client: &Client, sql: &str) -> Result<Vec<SimpleQueryRow>, Error> {
    let messages = client
        .simple_query(sql)
        .await
        .map_err(|source| Error::of(source, sql))?;
    Ok(rows_of(messages))
}

/// Returns the rows among what the server answered.
pub(crate) fn rows_of(messages: Vec<SimpleQueryMessage>) -> Vec<SimpleQueryRow> {
    let rows = messages.into_iter().filter_map(|it| match it {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    rows.collect()
}
