//! Triggers that write down each row which the migration changes.
//!
//! One function serves every table. It runs once per statement, finds out what
//! the columns are called just then, and writes their values by the names that
//! they had before the migration.

use stagecraft_catalog::Snapshot;
use stagecraft_model::{QualifiedName, quote_literal};

use super::difference::{forget, place};
use super::image::image;
use super::key::source;
use super::shape::Shape;
use super::{KeptTable, SCHEMA, TEXT_SETTINGS};

fn log_of(kept: &KeptTable) -> QualifiedName {
    QualifiedName::new(SCHEMA, format!("{}_log", kept.place.name.as_str()))
}

/// Returns what all captured tables share.
pub(crate) fn function() -> Vec<String> {
    let settings: Vec<_> = TEXT_SETTINGS
        .iter()
        .map(|(name, value)| format!("set {name} = {value}"))
        .collect();
    vec![
        format!("drop table if exists {SCHEMA}.captured"),
        format!(
            "create table {SCHEMA}.captured (\n  relation oid not null,\n  number int2 not null,\n  \
             name text not null,\n  is_key boolean not null\n)"
        ),
        format!(
            "create or replace function {SCHEMA}.capture() returns trigger\nlanguage plpgsql\n\
             set search_path = ''\n{}\nas $capture$\n{}\n$capture$",
            settings.join("\n"),
            include_str!("capture.plpgsql").trim_end()
        ),
    ]
}

/// Returns the statements that begin to write a table's changes down.
pub(crate) fn before(kept: &KeptTable, snapshot: &Snapshot) -> Vec<String> {
    let log = log_of(kept);
    let mut sql = place(kept);
    sql.push(format!("drop table if exists {log}"));
    sql.push(format!(
        "create table {log} (\n  number bigint generated always as identity,\n  \
         key jsonb not null,\n  was jsonb\n)"
    ));
    let columns = snapshot.columns_of(&kept.relation);
    let names: Vec<_> = columns
        .iter()
        .filter(|it| it.generated.is_none())
        .map(|it| {
            let is_key = kept.key.columns().contains(&it.name);
            format!("({}, {is_key})", quote_literal(it.name.as_str()))
        })
        .collect();
    let relation = quote_literal(&kept.relation.to_string());
    sql.push(format!(
        "insert into {SCHEMA}.captured (relation, number, name, is_key)\n\
         select a.attrelid, a.attnum, c.name, c.is_key\n\
         from (values {}) as c (name, is_key)\n\
         join pg_catalog.pg_attribute as a\n  \
         on a.attrelid = {relation}::pg_catalog.regclass and a.attname = c.name",
        names.join(", ")
    ));
    let log = quote_literal(&log.to_string());
    for (name, event, tables) in TRIGGERS {
        sql.push(format!(
            "create trigger stagecraft_keep_{name} {event} on {}{tables}\n  \
             for each statement execute function {SCHEMA}.capture({log})",
            kept.relation
        ));
    }
    sql
}

/// An `UPDATE` is written down by both of its sides.
const TRIGGERS: [(&str, &str, &str); 4] = [
    (
        "insert",
        "after insert",
        "\n  referencing new table as stagecraft_new",
    ),
    (
        "update",
        "after update",
        "\n  referencing old table as stagecraft_old new table as stagecraft_new",
    ),
    (
        "delete",
        "after delete",
        "\n  referencing old table as stagecraft_old",
    ),
    ("truncate", "before truncate", ""),
];

/// Returns the statements that end it, and note what the migration left.
pub(crate) fn after(kept: &KeptTable, before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let Some(shape) = Shape::of(kept, before, after) else {
        return Vec::new();
    };
    let log = log_of(kept);
    let place = &kept.place;
    let mut sql: Vec<String> = TRIGGERS
        .iter()
        .map(|(name, ..)| format!("drop trigger stagecraft_keep_{name} on {}", shape.now))
        .collect();
    sql.push(format!(
        "insert into {place} (key, was)\nselect distinct on (key) key, was from {log} order by key, number"
    ));
    let common = image("t", &shape.common(&[]));
    let source = source(&shape.now, &kept.key, &shape.pairs, &shape.is);
    sql.push(format!(
        "update {place} as k\nset left_as = {common}\nfrom {}\nwhere {}",
        source.from, source.matches
    ));
    sql.extend(forget(place));
    sql.push(format!("drop table {log}"));
    sql
}

/// Returns what takes away what all captured tables shared.
pub(crate) fn end() -> Vec<String> {
    vec![
        format!("drop function {SCHEMA}.capture()"),
        format!("drop table {SCHEMA}.captured"),
    ]
}
