//! What the server says of itself.

use tokio_postgres::Client;

use super::document::ServerDocument;
use super::statement::{one_row, text, value};
use crate::Error;

const DOING: &str = "asking the server who it is";

const FACTS: &str = "select pg_catalog.current_setting('server_version'), \
    pg_catalog.current_setting('server_version_num'), \
    pg_catalog.current_database(), current_user, session_user, \
    pg_catalog.host(pg_catalog.inet_server_addr()), pg_catalog.inet_server_port(), \
    pg_catalog.pg_is_in_recovery()";

/// Asks the server who it is.
pub(super) async fn read(client: &Client) -> Result<ServerDocument, Error> {
    let row = one_row(client, DOING, FACTS).await?;
    Ok(ServerDocument {
        version: value(&row, 0, DOING)?,
        version_number: value(&row, 1, DOING)?,
        database: value(&row, 2, DOING)?,
        role: value(&row, 3, DOING)?,
        login: value(&row, 4, DOING)?,
        address: text(&row, 5).map(str::to_owned),
        port: text(&row, 6).and_then(|it| it.parse().ok()),
        in_recovery: text(&row, 7) == Some("t"),
    })
}
