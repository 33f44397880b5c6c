//! The queries that read a snapshot.

use crate::Kind;

const COMMON: &str = include_str!("common.sql");
const DEPENDENCIES: &str = include_str!("dependencies.sql");
/// The objects come first, so that their rows are looked up by index.
const ONLY_SOME: &str = "\
from (
    select n.classid, n.objid
    from pg_catalog.pg_depend as n
    where (
            select pg_catalog.pg_stat_get_xact_tuples_inserted('pg_catalog.pg_depend'::regclass)
                + pg_catalog.pg_stat_get_xact_tuples_updated('pg_catalog.pg_depend'::regclass)
        ) > 0
        and pg_catalog.age(n.xmin) <= 0
    union
    select n.classid, n.objid
    from pg_catalog.pg_depend as n
    where n.classid in (1247, 1255, 1259, 2615) and n.objid = any ($1)
    union
    select n.classid, n.objid
    from pg_catalog.pg_depend as n
    where n.refclassid = 1259 and n.refobjid = any ($1)
) as n
join pg_catalog.pg_depend as d on d.classid = n.classid and d.objid = n.objid";

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

/// Returns the query that reads the objects of a kind in relations, types,
/// routines and schemas with certain oids: `$2`, an `oid[]`.
///
/// The kind is of no [`Scope::Whole`](crate::Scope::Whole).
pub fn query_of(kind: Kind) -> String {
    only(&query(kind))
}

/// Returns the query of all dependencies. A row is a
/// [`DependencyRow`](crate::DependencyRow) in nine columns: `oid`, `oid` of the
/// source, `oid`, `oid`, `int4` of the dependent, the same of what it needs,
/// `bool`.
pub fn dependencies_query() -> &'static str {
    DEPENDENCIES
}

/// Returns the query of the dependencies of certain objects, `$1` an `oid[]`,
/// and of all that the open transaction wrote.
pub fn dependencies_query_of() -> String {
    DEPENDENCIES
        .replace("from pg_catalog.pg_depend as d -- only some", ONLY_SOME)
        .replace("d.refobjid::bigint", "d.refobjid")
}

/// Turns the marks `-- only: <oid>` into conditions.
fn only(sql: &str) -> String {
    let lines = sql
        .lines()
        .map(|line| match line.trim_start().strip_prefix("-- only: ") {
            Some(oid) => format!("and {oid} = any ($2)"),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}
