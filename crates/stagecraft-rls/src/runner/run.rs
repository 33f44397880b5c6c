//! Running the script over a connection, in one round trip.

use tokio_postgres::{Client, SimpleQueryMessage};

use super::{Script, Tried};
use crate::Error;

const RESULTS: &str = include_str!("results.sql");

/// Tries all probes of a script and undoes everything, whatever happens.
///
/// The client must not be in a transaction. Its role must be one that policies
/// do not hold for, own the relations, and be able to take the actors' roles.
pub async fn run(client: &Client, script: &Script) -> Result<Tried, Error> {
    let text = format!(
        "begin;\n{}\ndo $$ begin perform pg_temp.rls_check(); end $$;\n{RESULTS};\nrollback;",
        script.text()
    );
    let messages = match client.simple_query(&text).await {
        Ok(messages) => messages,
        Err(error) => {
            // The first error is the one that tells; the connection may be gone.
            let _ = client.simple_query("rollback").await;
            return Err(Error::run(error));
        }
    };
    let json = messages.iter().rev().find_map(|it| match it {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    serde_json::from_str(json.ok_or(Error::Silent)?).map_err(Error::unreadable)
}
