//! Rows that are made again and compared with those that are there.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::SinkExt as _;
use serde::{Deserialize, Serialize};
use stagecraft_catalog::Snapshot;
use stagecraft_copy::encode::Format;
use stagecraft_copy::{Codec, Rows as _, TableJob, Value};
use stagecraft_model::{Ident, QualifiedName, quote_literal};
use tokio_postgres::Client;

use crate::Error;
use crate::ask::{rows, run};
use crate::dataset::Dataset;

/// Rows that are compared at once.
const SLICE: u64 = 8_192;

/// What became of a table's rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableVerdict {
    /// The table.
    pub table: QualifiedName,
    /// How many rows were made again.
    pub rows: u64,
    /// How many of them are not there.
    pub missing: u64,
    /// How many rows differ, column by column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// Columns that were not compared: triggers set them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_compared: Vec<Ident>,
    /// What names all rows that are there: the sum of their hashes, of the
    /// columns that were compared.
    pub content: String,
}

/// Rows that differ in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The column.
    pub column: Ident,
    /// How many rows.
    pub rows: u64,
}

impl TableVerdict {
    /// Returns whether every row is there as it was made.
    pub fn holds(&self) -> bool {
        self.missing == 0 && self.differences.is_empty()
    }
}

/// Is told how far it is.
pub type VerifyObserver<'a> = &'a (dyn Fn(&QualifiedName, u64) + Sync);

/// Makes every row again and compares it with the one of the same key; of tables
/// without a key, with any.
///
/// `rewritten` names columns that triggers set: those are not compared, and the
/// verdict says so. Only reads, but for temporary tables.
pub async fn verify(
    client: &Client,
    snapshot: &Snapshot,
    dataset: &Dataset,
    rewritten: &BTreeMap<QualifiedName, Vec<String>>,
    told: VerifyObserver<'_>,
) -> Result<Vec<TableVerdict>, Error> {
    let job = dataset.job(snapshot);
    let mut verdicts = Vec::new();
    run(client, "set timezone = 'UTC'").await?;
    for (place, table) in job.tables.iter().enumerate() {
        let skipped: BTreeSet<String> = rewritten
            .get(&table.name)
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        let mut verdict = compare_table(client, dataset, place, table, &skipped, told).await?;
        let compared = table.columns.iter().map(|it| &it.name);
        let compared: Vec<_> = compared
            .filter(|it| !verdict.not_compared.contains(it))
            .collect();
        let relation = own_rows(client, &table.name).await?;
        verdict.content = content(client, &relation, &compared).await?;
        verdicts.push(verdict);
    }
    run(client, "reset timezone").await?;
    Ok(verdicts)
}

/// Makes the rows of a table again and compares them, but for some columns. The
/// verdict does not say what names the content: that reads rows of others, too.
pub(crate) async fn compare_table(
    client: &Client,
    dataset: &Dataset,
    place: usize,
    table: &TableJob,
    skipped: &BTreeSet<String>,
    told: VerifyObserver<'_>,
) -> Result<TableVerdict, Error> {
    let key = dataset.key_columns(place);
    let is_compared = |it: &Ident| key.contains(it) || !skipped.contains(&it.to_string());
    let names = || table.columns.iter().map(|it| it.name.clone());
    let compared: Vec<_> = names().filter(is_compared).collect();
    let relation = own_rows(client, &table.name).await?;
    let mut verdict = TableVerdict {
        table: table.name.clone(),
        rows: table.rows,
        missing: 0,
        differences: Vec::new(),
        not_compared: names().filter(|it| !is_compared(it)).collect(),
        content: String::new(),
    };
    let mut first = 0;
    while first < table.rows {
        let end = (first + SLICE).min(table.rows);
        send(client, dataset, place, table, first..end).await?;
        compare(client, &relation, &key, &compared, &mut verdict).await?;
        told(&table.name, end);
        first = end;
    }
    run(client, "drop table if exists pg_temp.seed_made").await?;
    Ok(verdict)
}

/// Returns what to select a table's own rows from: those of tables that inherit
/// from it are theirs, those of partitions its own.
async fn own_rows(client: &Client, table: &QualifiedName) -> Result<String, Error> {
    let sql = format!(
        "select case relkind when 'p' then '' else 'only ' end from pg_class where oid = {}::regclass",
        quote_literal(&table.to_string())
    );
    let found = rows(client, &sql).await?;
    let only = found.first().and_then(|it| it.get(0)).unwrap_or_default();
    Ok(format!("{only}{table}"))
}

/// Returns what names the rows of a table, whatever their order.
async fn content(client: &Client, relation: &str, columns: &[&Ident]) -> Result<String, Error> {
    let list: Vec<_> = columns.iter().map(|it| format!("t.{it}::text")).collect();
    let sql = format!(
        "select count(*) || ':' || coalesce(sum(hashtextextended(row({})::text, 0)::numeric), 0) from {relation} t",
        list.join(", ")
    );
    let found = rows(client, &sql).await?;
    let text = found.first().and_then(|it| it.get(0)).unwrap_or_default();
    Ok(text.to_owned())
}

async fn send(
    client: &Client,
    dataset: &Dataset,
    place: usize,
    table: &TableJob,
    numbers: std::ops::Range<u64>,
) -> Result<(), Error> {
    let columns: Vec<_> = table.columns.iter().map(|it| it.name.to_string()).collect();
    let list = columns.join(", ");
    run(
        client,
        &format!(
            "drop table if exists pg_temp.seed_made;
            create temporary table seed_made as select {list} from {} limit 0",
            table.name
        ),
    )
    .await?;
    // A stand-in for a vector has no binary form; text fits both.
    let has_vector = table.columns.iter().any(|it| it.codec == Codec::Vector);
    let format = if has_vector {
        Format::Text
    } else {
        table.format()
    };
    let mut bytes = format.header().to_vec();
    {
        let mut cursor = dataset.cursor(place);
        let mut values = vec![Value::Null; table.columns.len()];
        for number in numbers {
            cursor.row(number, &mut values);
            format
                .row(&table.columns, &values, &mut bytes)
                .map_err(|source| Error::Unfit {
                    table: table.name.to_string(),
                    source,
                })?;
        }
    }
    bytes.extend_from_slice(format.trailer());
    let sql = format!(
        "copy pg_temp.seed_made ({list}) from stdin (format {})",
        format.name()
    );
    let failed = |source| Error::of(source, &sql);
    let sink = client
        .copy_in::<_, std::io::Cursor<Vec<u8>>>(&sql)
        .await
        .map_err(failed)?;
    let mut sink = std::pin::pin!(sink);
    sink.send(std::io::Cursor::new(bytes))
        .await
        .map_err(failed)?;
    sink.as_mut().finish().await.map_err(failed)?;
    run(client, "analyze pg_temp.seed_made").await
}

async fn compare(
    client: &Client,
    relation: &str,
    key: &[Ident],
    compared: &[Ident],
    verdict: &mut TableVerdict,
) -> Result<(), Error> {
    let sql = if key.is_empty() {
        let list: Vec<_> = compared.iter().map(|it| format!("{it}::text")).collect();
        let list = list.join(", ");
        format!(
            "select count(*) from (select {list} from pg_temp.seed_made except select {list} from {relation}) d"
        )
    } else {
        let on: Vec<_> = key.iter().map(|it| format!("t.{it} = m.{it}")).collect();
        let first = key.first().map(ToString::to_string).unwrap_or_default();
        let different: Vec<_> = compared
            .iter()
            .map(|it| {
                format!(
                    ", count(*) filter (where t.{first} is not null and t.{it}::text is distinct from m.{it}::text)"
                )
            })
            .collect();
        format!(
            "select count(*) filter (where t.{first} is null){} from pg_temp.seed_made m left join {relation} t on {}",
            different.concat(),
            on.join(" and ")
        )
    };
    let found = rows(client, &sql).await?;
    let Some(row) = found.first() else {
        return Ok(());
    };
    let number = |at: usize| {
        row.get(at)
            .and_then(|it| it.parse::<u64>().ok())
            .unwrap_or(0)
    };
    verdict.missing += number(0);
    if key.is_empty() {
        return Ok(());
    }
    for (at, column) in compared.iter().enumerate() {
        let rows = number(at + 1);
        if rows == 0 {
            continue;
        }
        match verdict
            .differences
            .iter_mut()
            .find(|it| it.column == *column)
        {
            Some(difference) => difference.rows += rows,
            None => verdict.differences.push(Difference {
                column: column.clone(),
                rows,
            }),
        }
    }
    Ok(())
}
