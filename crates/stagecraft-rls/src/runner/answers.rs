//! Sending a script, and what it says.

use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use crate::Error;

/// Runs SQL in a transaction that is undone, in one round trip, and returns the
/// value of each row that it selects.
pub(super) async fn answers(client: &Client, sql: &str) -> Result<Vec<String>, Error> {
    let outcome = client
        .simple_query(&format!("begin;\n{sql}\nrollback;"))
        .await;
    match outcome {
        Ok(messages) => Ok(values(&messages)),
        Err(error) => {
            // The first error is the one that tells; the connection may be gone.
            let _ = client.simple_query("rollback").await;
            Err(Error::run(error))
        }
    }
}

/// Returns the first column of each row.
pub(crate) fn values(messages: &[SimpleQueryMessage]) -> Vec<String> {
    let rows = messages.iter().filter_map(|it| match it {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    let value = |row: &SimpleQueryRow| row.get(0).map(str::to_owned);
    rows.filter_map(value).collect()
}

/// Reads a document; nothing at all is an error, too.
pub(crate) fn document<T: serde::de::DeserializeOwned>(json: Option<&String>) -> Result<T, Error> {
    serde_json::from_str(json.ok_or(Error::Silent)?).map_err(Error::unreadable)
}
