//! Reading facts from a server.

use tokio_postgres::Client;

use super::Facts;
use crate::Error;

const SQL: &str = include_str!("facts.sql");

/// What the rest of the query depends on: it can't name a table that may be
/// missing.
const BEFORE: &str = "
    select
        current_setting('server_version_num')::integer,
        exists (
            select from pg_catalog.pg_class as c
            join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute as t on t.attrelid = c.oid and t.attname = 'public'
            where
                n.nspname = 'storage' and c.relname = 'buckets'
                and pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                and pg_catalog.has_table_privilege(c.oid, 'SELECT')
        )";

const BUCKETS: &str = "(
    select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'public', coalesce(b.public, false)) order by b.id), '[]')
    from storage.buckets as b
)";

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
    let (version, has_buckets): (i32, bool) = client
        .query_one(BEFORE, &[])
        .await
        .and_then(|it| Ok((it.try_get(0)?, it.try_get(1)?)))
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
        .replace("{maintain}", maintain)
        .replace(
            "{buckets}",
            if has_buckets { BUCKETS } else { "'[]'::jsonb" },
        );
    let row = client
        .query_one(sql.as_str(), &[&roles])
        .await
        .map_err(Error::facts)?;
    let value: serde_json::Value = row.try_get(0).map_err(Error::facts)?;
    serde_json::from_value(value).map_err(Error::unreadable)
}
