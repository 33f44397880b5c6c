//! The rows of a database as SQL that makes them in another one.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_model::{Ident, QualifiedName, quote_literal};
use tokio_postgres::Client;

use super::inherited::{Inherited, Reference};
use super::order::tables;
use crate::Error;
use crate::facts::{Facts, ForeignKey, Relation};

/// No more rows of a table are looked at.
const MOST_ROWS: usize = 512;

/// How values are written.
pub(super) const SETTINGS: &str = "
set local search_path = '';
set local datestyle = 'ISO, YMD';
set local intervalstyle = 'postgres';
set local timezone = 'UTC';
set local extra_float_digits = 1;
set local bytea_output = 'hex';
set local row_security = off;
";

/// Sequences that belong to columns.
const SEQUENCES: &str = "
select a.attrelid::regclass::text, a.attname::text, c.oid::regclass::text
from pg_catalog.pg_class as c
join pg_catalog.pg_depend as d
    on d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
        and d.refclassid = 'pg_catalog.pg_class'::regclass
join pg_catalog.pg_attribute as a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
where c.relkind = 'S'
";

/// What makes the rows of one table.
#[derive(Debug, Clone)]
pub(super) struct TableRows {
    pub(super) table: QualifiedName,
    pub(super) columns: Vec<Ident>,
    /// Each a list of literals.
    pub(super) rows: Vec<String>,
    /// Statements for keys that point at tables which come later.
    pub(super) later: Vec<String>,
    /// Triggers that must not fire, and whether they are somebody else's.
    pub(super) triggers: Vec<Ident>,
    pub(super) is_foreign: bool,
}

/// Reads the rows of `filled` that `fresh` does not have.
pub(super) async fn read(
    filled: &Client,
    fresh: &Client,
    facts: &Facts,
    schemas: &[String],
) -> Result<Vec<TableRows>, Error> {
    let sequences = sequences(filled).await?;
    let mut all = Vec::new();
    let mut seen = Vec::new();
    let mut inherited = Inherited::default();
    for (table, waiting) in tables(facts, schemas) {
        let columns: Vec<_> = table
            .columns
            .iter()
            .filter(|it| !it.generated)
            .map(|it| it.name.clone())
            .collect();
        if columns.is_empty() {
            continue;
        }
        let key = table.primary_key();
        let order: Vec<_> = if key.is_empty() { &columns } else { key }
            .iter()
            .map(|it| format!("t.{it}::text"))
            .collect();
        let values: Vec<_> = columns.iter().map(|it| format!("t.{it}::text")).collect();
        let query = format!(
            "select array[{}]::text[] from {} as t order by {} limit {MOST_ROWS}",
            values.join(", "),
            table.name,
            order.join(", ")
        );
        // What can't be read is left out, and so is what it would have held.
        let (Ok(rows), Ok(before)) = (
            values_of(filled, &query).await,
            values_of(fresh, &query).await,
        ) else {
            continue;
        };
        let next = restarts(table, &columns, &rows, &sequences);
        inherited.note(table, &columns, &before);
        seen.push((table, waiting, columns, rows, before, next));
    }
    // Where keys make a circle, a row points at one of a table that comes later.
    for (table, waiting, columns, rows, before, next) in seen {
        // A row that the migrations made keeps its key, and is there already.
        let places: Vec<_> = table
            .primary_key()
            .iter()
            .filter_map(|name| columns.iter().position(|it| it == name))
            .collect();
        let key = |row: &Row| -> Row {
            let values = places.iter().map(|n| row.get(*n).cloned().flatten());
            values.collect()
        };
        let keys: BTreeSet<_> = before.iter().map(key).collect();
        let before: BTreeSet<_> = before.into_iter().collect();
        let is_there =
            |row: &Row| before.contains(row) || (!places.is_empty() && keys.contains(&key(row)));
        let is_lost = |row: &Row| {
            columns.iter().zip(row).any(|(name, value)| {
                value.as_deref().is_some_and(|it| {
                    inherited.reference(&table.foreign_keys, name, it) == Reference::Lost
                })
            })
        };
        let rows: Vec<_> = rows
            .into_iter()
            .filter(|it| !is_there(it) && !is_lost(it))
            .collect();
        if !rows.is_empty() {
            let mut made = made(table, &columns, &rows, &waiting, &inherited, facts);
            made.later.extend(next);
            all.push(made);
        }
    }
    Ok(all)
}

/// Returns the sequences that columns draw from, by table and column.
async fn sequences(client: &Client) -> Result<BTreeMap<(String, String), String>, Error> {
    let rows = client.query(SEQUENCES, &[]).await.map_err(Error::draft)?;
    let all = rows.iter().map(|it| {
        let column = (it.try_get(0)?, it.try_get(1)?);
        Ok((column, it.try_get(2)?))
    });
    let all: Result<_, tokio_postgres::Error> = all.collect();
    all.map_err(Error::draft)
}

/// Returns statements after which no sequence gives a number that a row has.
fn restarts(
    table: &Relation,
    columns: &[Ident],
    rows: &[Row],
    sequences: &BTreeMap<(String, String), String>,
) -> Vec<String> {
    let place = |name: &Ident| (table.name.to_string(), name.as_str().to_owned());
    columns
        .iter()
        .enumerate()
        .filter_map(|(n, name)| {
            let sequence = sequences.get(&place(name))?;
            let numbers = rows
                .iter()
                .filter_map(|it| it.get(n)?.as_deref()?.parse::<i64>().ok());
            let next = numbers.max()?.checked_add(1)?;
            Some(format!("alter sequence {sequence} restart with {next};"))
        })
        .collect()
}

pub(super) type Row = Vec<Option<String>>;

async fn values_of(client: &Client, query: &str) -> Result<Vec<Row>, tokio_postgres::Error> {
    client.batch_execute("savepoint reading").await?;
    let rows = client.query(query, &[]).await;
    let end = if rows.is_ok() {
        "release savepoint reading"
    } else {
        "rollback to savepoint reading"
    };
    client.batch_execute(end).await?;
    rows?.iter().map(|it| it.try_get(0)).collect()
}

fn made(
    table: &Relation,
    columns: &[Ident],
    rows: &[Row],
    waiting: &[&ForeignKey],
    inherited: &Inherited,
    facts: &Facts,
) -> TableRows {
    let is_used = |n: usize| {
        rows.iter()
            .any(|row| row.get(n).is_some_and(Option::is_some))
    };
    // A column that is null in all rows need not be written, unless it has a default.
    let is_written = |n: usize, name: &Ident| {
        is_used(n) || table.column(name).is_some_and(|it| it.default.is_some())
    };
    let written: Vec<_> = columns
        .iter()
        .enumerate()
        .filter(|(n, it)| is_written(*n, it))
        .collect();
    let literal = |name: &Ident, value: Option<&Option<String>>| match value {
        Some(Some(text)) => match inherited.reference(&table.foreign_keys, name, text) {
            Reference::Found(query) => query,
            Reference::Plain | Reference::Lost => quote_literal(text),
        },
        _ => "null".to_owned(),
    };
    let waits = |name: &Ident| {
        waiting.iter().any(|key| key.columns.contains(name))
            && table.column(name).is_some_and(|it| !it.not_null)
    };
    let mut later = Vec::new();
    let key = table.primary_key();
    for row in rows {
        let value = |name: &Ident| {
            columns
                .iter()
                .position(|it| it == name)
                .and_then(|n| row.get(n))
        };
        let sets: Vec<_> = columns
            .iter()
            .filter(|it| waits(it) && value(it).is_some_and(Option::is_some))
            .map(|it| format!("{it} = {}", literal(it, value(it))))
            .collect();
        let place: Vec<_> = key
            .iter()
            .map(|it| format!("{it} = {}", literal(it, value(it))))
            .collect();
        if !sets.is_empty() && !place.is_empty() {
            later.push(format!(
                "update {} set {} where {};",
                table.name,
                sets.join(", "),
                place.join(" and ")
            ));
        }
    }
    let line = |row: &Row| {
        let values: Vec<_> = written
            .iter()
            .map(|(n, name)| {
                if waits(name) {
                    "null".to_owned()
                } else {
                    literal(name, row.get(*n))
                }
            })
            .collect();
        format!("({})", values.join(", "))
    };
    TableRows {
        table: table.name.clone(),
        columns: written.iter().map(|(_, it)| (*it).clone()).collect(),
        rows: rows.iter().map(line).collect(),
        later,
        triggers: table
            .triggers
            .iter()
            .filter(|it| it.enabled)
            .map(|it| it.name.clone())
            .collect(),
        is_foreign: table.owner != facts.server.runner
            && !facts
                .role(&facts.server.runner)
                .is_some_and(|it| it.superuser || it.uses.contains(&table.owner)),
    }
}
