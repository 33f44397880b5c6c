//! What tables hold, as fingerprints: computed in the server, whatever the
//! order of the rows, per column so that the changed one is known.
//!
//! A fingerprint is a sum of 64-bit hashes (`hashtextextended`) of values as
//! text: equal contents have equal sums, and different ones have different
//! sums but for a chance of about one in 2^64 per comparison.

use std::collections::BTreeMap;

use futures_util::future::{join, join3, try_join_all};
use stagecraft_catalog::{ConstraintType, SETTINGS, Snapshot};
use stagecraft_model::{Ident, QualifiedName, quote_literal};
use tokio_postgres::Client;

use crate::snapshot::SnapshotError;

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// How many rows.
    pub rows: i64,
    /// Of whole rows.
    pub whole: String,
    /// Of each column, each value beside the row's primary key.
    pub columns: BTreeMap<Ident, String>,
}

impl Fingerprint {
    /// Returns what differs in another fingerprint of the same table, as people
    /// read it; nothing when they are equal.
    pub fn difference(&self, other: &Self) -> Option<String> {
        if self == other {
            return None;
        }
        let columns = self.changed_columns(other);
        let mut parts = Vec::new();
        if self.rows != other.rows {
            parts.push(format!("{} rows → {}", self.rows, other.rows));
        }
        if !columns.is_empty() {
            let names: Vec<_> = columns.iter().map(ToString::to_string).collect();
            parts.push(format!("other values in {}", names.join(", ")));
        }
        if parts.is_empty() {
            parts.push("other rows".to_owned());
        }
        Some(parts.join(", "))
    }

    /// Returns the columns that differ, as far as both have them.
    pub fn changed_columns(&self, other: &Self) -> Vec<Ident> {
        self.columns
            .iter()
            .filter(|(name, sum)| other.columns.get(*name).is_some_and(|it| it != *sum))
            .map(|(name, _)| name.clone())
            .collect()
    }
}

/// Reads the fingerprints of tables in the transaction that is open, or each in
/// one of its own.
///
/// `snapshot` says what their columns are. Partitioned tables are read with
/// their partitions, other tables without those that inherit from them.
pub async fn fingerprints(
    client: &Client,
    snapshot: &Snapshot,
    tables: &[QualifiedName],
) -> Result<BTreeMap<QualifiedName, Fingerprint>, SnapshotError> {
    if tables.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sort = |error| SnapshotError::sort(error, "rows");
    let queries = tables.iter().filter_map(|table| {
        let (sql, columns) = query(snapshot, table)?;
        Some(async move {
            let row = client.query_typed(&sql, &[]).await.map_err(sort)?;
            let fingerprint = row.first().map(|row| Fingerprint {
                rows: row.get(0),
                whole: row.get(1),
                columns: (2..)
                    .zip(columns)
                    .map(|(n, name)| (name, row.get(n)))
                    .collect(),
            });
            Ok((table.clone(), fingerprint))
        })
    });
    let mut found = BTreeMap::new();
    let queries: Vec<_> = queries.collect();
    let (begun, (settings, answers), ended) = join3(
        client.batch_execute("savepoint stagecraft_content"),
        join(
            client.query_typed(SETTINGS, &[]),
            crate::snapshot::in_order_sent(queries),
        ),
        client.batch_execute(
            "rollback to savepoint stagecraft_content; release savepoint stagecraft_content",
        ),
    )
    .await;
    begun.map_err(sort)?;
    settings.map_err(sort)?;
    for (table, fingerprint) in answers? {
        found.extend(fingerprint.map(|it| (table, it)));
    }
    ended.map_err(sort)?;
    Ok(found)
}

/// Returns the query of a table's fingerprint, and the columns in its order.
fn query(snapshot: &Snapshot, table: &QualifiedName) -> Option<(String, Vec<Ident>)> {
    let is = snapshot.tables.get(table)?;
    let mut columns: Vec<Ident> = snapshot
        .columns_of(table)
        .into_iter()
        .map(|it| it.name.clone())
        .collect();
    columns.sort();
    let key: Vec<String> = snapshot
        .constraints_of(table)
        .find(|it| it.r#type == ConstraintType::PrimaryKey)
        .and_then(|it| {
            let (_, rest) = it.definition.split_once('(')?;
            let (inside, _) = rest.split_once(')')?;
            Some(
                inside
                    .split(',')
                    .map(|it| format!("t.{}", it.trim()))
                    .collect(),
            )
        })
        .unwrap_or_default();
    let values: Vec<_> = columns.iter().map(|it| format!("t.{it}")).collect();
    let mut sums = vec![sum(&format!("row({})::text", values.join(", ")))];
    for value in &values {
        // A null is not an empty text.
        let text = format!(
            "row({})::text",
            key.iter()
                .chain([value])
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        );
        sums.push(sum(&text));
    }
    let only = if is.partition_key.is_some() {
        ""
    } else {
        "only "
    };
    Some((
        format!(
            "select pg_catalog.count(*), {} from {only}{table} as t",
            sums.join(", ")
        ),
        columns,
    ))
}

fn sum(text: &str) -> String {
    format!("coalesce(sum(pg_catalog.hashtextextended({text}, 0)::numeric)::text, '0')")
}

/// Reads where every sequence of the snapshot stands; nothing for one that has
/// never been used.
pub async fn positions(
    client: &Client,
    snapshot: &Snapshot,
) -> Result<BTreeMap<QualifiedName, Option<i64>>, SnapshotError> {
    let sort = |error| SnapshotError::sort(error, "sequences");
    let rows = client
        .query_typed(
            "select n.nspname::text, c.relname::text, pg_catalog.pg_sequence_last_value(c.oid)
             from pg_catalog.pg_sequence as s
             join pg_catalog.pg_class as c on c.oid = s.seqrelid
             join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
             where c.relpersistence <> 't'",
            &[],
        )
        .await
        .map_err(sort)?;
    Ok(rows
        .iter()
        .map(|row| {
            let name = QualifiedName::new(row.get::<_, &str>(0), row.get::<_, &str>(1));
            (name, row.get(2))
        })
        .filter(|(name, _)| snapshot.sequences.contains(name))
        .collect())
}

/// Puts sequences back where they stood: what a transaction takes from them
/// stays taken when it is rolled back.
pub async fn reset_positions(
    client: &Client,
    positions: &BTreeMap<QualifiedName, Option<i64>>,
    snapshot: &Snapshot,
) -> Result<(), SnapshotError> {
    let now = self::positions(client, snapshot).await?;
    let sort = |error| SnapshotError::sort(error, "sequences");
    let moved: Vec<String> = positions
        .iter()
        .filter(|(name, at)| now.get(*name).is_some_and(|it| it != *at))
        .map(|(name, at)| {
            let text = quote_literal(&name.to_string());
            let start = snapshot.sequences.get(name).map_or(1, |it| it.start);
            match at {
                Some(at) => format!("pg_catalog.setval({text}, {at}, true)"),
                None => format!("pg_catalog.setval({text}, {start}, false)"),
            }
        })
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let statements = moved
        .iter()
        .map(|it| async move { client.batch_execute(&format!("select {it}")).await });
    try_join_all(statements).await.map_err(sort)?;
    Ok(())
}
