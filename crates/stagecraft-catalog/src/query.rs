//! The queries that read a snapshot.

use crate::Kind;

const COMMON: &str = include_str!("common.sql");

/// A statement to run first in the transaction that reads: sets what deparsed
/// text depends on, all of it local to the transaction. The first column of its
/// row is the server's `server_version_num`, an `int4`.
pub const SETTINGS: &str = include_str!("settings.sql");

/// Returns the query that reads all objects of a kind.
///
/// `$1` is `text[]`: [`Filter::patterns`](crate::Filter::patterns). A row is an
/// [`Identity`](crate::Identity) in two columns (`oid`, `int4`) and then the
/// object's properties: `bool`, `"char"`, integers, `float8`, `text`, `name`,
/// arrays of these two, `json`.
pub fn query(kind: Kind) -> String {
    format!("{COMMON}\n{}", kind.sql())
}
