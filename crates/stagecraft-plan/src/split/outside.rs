//! Which statements PostgreSQL refuses inside a transaction block.
//!
//! Measured on 15, 17 and 18. What depends on the catalog cannot be told from
//! the text: `REINDEX` and `CLUSTER` of a partitioned table, a `DO` block or a
//! procedure that commits, `DROP SUBSCRIPTION` of one without a slot (told as
//! one that has a slot, the default).

use super::words::{Word, has_run, words};

/// More tokens than the head of any such statement has, lists included.
const LONGEST_HEAD: usize = 4096;

/// Returns why a statement cannot run in a transaction block, if so.
pub(super) fn reason(tag: &str, statement: &str) -> Option<String> {
    if !is_candidate(tag) {
        return None;
    }
    let words = words(statement, LONGEST_HEAD);
    let what = match tag {
        "create index" => index(&words, "create index concurrently")?,
        "drop index" => index(&words, "drop index concurrently")?,
        "reindex" => reindex(&words)?,
        "vacuum" => "vacuum",
        "cluster" if whole_database(&words) => "cluster of all tables",
        "create database" => "create database",
        "drop database" => "drop database",
        "alter database" if has_run(&words, &["set", "tablespace"]) => {
            "alter database set tablespace"
        }
        "create tablespace" => "create tablespace",
        "drop tablespace" => "drop tablespace",
        "alter system" => "alter system",
        "alter table" if detaches_concurrently(&words) => {
            "alter table detach partition concurrently"
        }
        "create subscription" if makes_slot(&words) => "create subscription with a slot",
        "drop subscription" => "drop subscription",
        "alter subscription" => subscription(&words)?,
        "discard" if words.get(1).is_some_and(|it| it.is("all")) => "discard all",
        _ => return None,
    };
    Some(format!("{what} cannot run inside a transaction block"))
}

fn is_candidate(tag: &str) -> bool {
    matches!(
        tag,
        "create index"
            | "drop index"
            | "reindex"
            | "vacuum"
            | "cluster"
            | "create database"
            | "drop database"
            | "alter database"
            | "create tablespace"
            | "drop tablespace"
            | "alter system"
            | "alter table"
            | "create subscription"
            | "drop subscription"
            | "alter subscription"
            | "discard"
    )
}

fn index(words: &[Word<'_>], what: &'static str) -> Option<&'static str> {
    has_run(words, &["index", "concurrently"]).then_some(what)
}

fn reindex(words: &[Word<'_>]) -> Option<&'static str> {
    let kind = words
        .iter()
        .skip(1)
        .position(|it| {
            it.depth == 0
                && ["index", "table", "schema", "database", "system"]
                    .iter()
                    .any(|kind| it.is(kind))
        })
        .map(|at| at + 1)?;
    let concurrently = words.get(kind + 1).is_some_and(|it| it.is("concurrently"))
        || option(words.get(1..kind).unwrap_or(&[]), "concurrently") == Some(true);
    let kind = words.get(kind)?;
    if concurrently {
        Some("reindex concurrently")
    } else if kind.is("schema") {
        Some("reindex schema")
    } else if kind.is("database") {
        Some("reindex database")
    } else if kind.is("system") {
        Some("reindex system")
    } else {
        None
    }
}

/// Returns what an option in parentheses is set to; named alone it is on.
fn option(words: &[Word<'_>], name: &str) -> Option<bool> {
    let at = words.iter().position(|it| it.depth > 0 && it.is(name))?;
    let value = words
        .iter()
        .skip(at + 1)
        .find(|it| it.text != "=")
        .map(|it| it.text.trim_matches('\'').to_ascii_lowercase());
    Some(!matches!(
        value.as_deref(),
        Some("false" | "off" | "0" | "no")
    ))
}

/// `CLUSTER`, `CLUSTER VERBOSE` and `CLUSTER (VERBOSE)` name no table.
fn whole_database(words: &[Word<'_>]) -> bool {
    words
        .iter()
        .skip(1)
        .all(|it| it.depth > 0 || it.is("verbose") || it.text == "(" || it.text == ")")
}

fn detaches_concurrently(words: &[Word<'_>]) -> bool {
    has_run(words, &["detach", "partition"]) && words.last().is_some_and(|it| it.is("concurrently"))
}

fn makes_slot(words: &[Word<'_>]) -> bool {
    option(words, "connect") != Some(false) && option(words, "create_slot") != Some(false)
}

fn subscription(words: &[Word<'_>]) -> Option<&'static str> {
    let publication = ["set", "add", "drop"]
        .iter()
        .any(|verb| has_run(words, &[verb, "publication"]));
    let refreshes = has_run(words, &["refresh", "publication"])
        || (publication && option(words, "refresh") != Some(false));
    refreshes.then_some("alter subscription with a refresh")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::tag::tag;

    #[test]
    fn tells_apart() {
        let outside = [
            "create unique index concurrently if not exists i on t (x)",
            "CREATE INDEX /* x */ CONCURRENTLY ON t (x)",
            "drop index concurrently i",
            "reindex table concurrently t",
            "reindex (verbose, concurrently) table t",
            "reindex (concurrently true) index i",
            "reindex schema s",
            "reindex database",
            "vacuum (analyze) t",
            "cluster",
            "cluster verbose",
            "create database d",
            "alter database d set tablespace s",
            "alter system set work_mem = '1MB'",
            "alter table only s.t detach partition s.p concurrently",
            "create subscription s connection 'x' publication p",
            "drop subscription s",
            "alter subscription s refresh publication",
            "alter subscription s set publication p",
            "discard all",
            "create tablespace x location '/x'",
        ];
        let inside = [
            "create index i on t (concurrently)",
            "create index concurrently_i on t (x)",
            "reindex table t",
            "reindex (concurrently false) table t",
            "reindex index i",
            "cluster t using i",
            "alter database d set work_mem = '1MB'",
            "alter table t detach partition p",
            "alter table t rename to concurrently",
            "create subscription s connection 'x' publication p with (connect = false)",
            "create subscription s connection 'x' publication p with (create_slot = off)",
            "alter subscription s set publication p with (refresh = false)",
            "alter subscription s disable",
            "discard temp",
            "refresh materialized view concurrently v",
            "alter type t add value 'x'",
            "analyze t",
        ];
        let told = |sql: &str| reason(&tag(&words(sql, 64)), sql).is_some();
        for sql in outside {
            assert!(told(sql), "{sql}");
        }
        for sql in inside {
            assert!(!told(sql), "{sql}");
        }
    }
}
