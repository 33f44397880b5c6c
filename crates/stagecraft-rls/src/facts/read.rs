//! Reading facts from a server.

use tokio_postgres::Client;

use super::Facts;
use crate::Error;

const SQL: &str = include_str!("facts.sql");

/// Reads what the catalogs say about row security, in the session's current
/// transaction or one of its own. `roles` are those that the contract names
/// beside the API's own.
///
/// The search path is empty while it reads, and as it was afterwards.
pub async fn read(client: &Client, roles: &[String]) -> Result<Facts, Error> {
    // Compiling the query takes longer than running it.
    let before = client
        .query_one(
            "select current_setting('search_path'), current_setting('jit'),
                set_config('search_path', '', false), set_config('jit', 'off', false)",
            &[],
        )
        .await
        .and_then(|it| Ok((it.try_get(0)?, it.try_get(1)?)));
    let (path, jit): (String, String) = before.map_err(Error::facts)?;
    let facts = read_qualified(client, roles).await;
    client
        .execute(
            "select set_config('search_path', $1, false), set_config('jit', $2, false)",
            &[&path, &jit],
        )
        .await
        .map_err(Error::facts)?;
    facts
}

async fn read_qualified(client: &Client, roles: &[String]) -> Result<Facts, Error> {
    let version: i32 = client
        .query_one("select current_setting('server_version_num')::integer", &[])
        .await
        .and_then(|it| it.try_get(0))
        .map_err(Error::facts)?;
    // 'set' is an error before 16, where being a member is enough for SET ROLE.
    let may_set = if version >= 160_000 {
        "'set'"
    } else {
        "'member'"
    };
    let maintain = if version >= 170_000 {
        ", 'MAINTAIN'"
    } else {
        ""
    };
    let sql = SQL
        .replace("{set}", may_set)
        .replace("{maintain}", maintain);
    let row = client
        .query_one(sql.as_str(), &[&roles])
        .await
        .map_err(Error::facts)?;
    let value: serde_json::Value = row.try_get(0).map_err(Error::facts)?;
    serde_json::from_value(value).map_err(Error::unreadable)
}
