//! A few rows of every table, sent and taken back.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::Snapshot;
use stagecraft_copy::encode::Unfit;
use stagecraft_copy::{Job, Rows as _, TableJob, Value};
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use super::sequences;
use crate::ask;
use crate::dataset::Dataset;
use crate::judge::compare_table;
use crate::run::refusal;
use crate::{Error, Refusal};

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Tried {
    pub(super) refused: BTreeMap<QualifiedName, Refusal>,
    pub(super) rewritten: BTreeMap<QualifiedName, Vec<String>>,
}

/// Sends every row of a small dataset, table by table, and rolls back.
pub(super) async fn run(
    client: &Client,
    snapshot: &Snapshot,
    dataset: &Dataset,
) -> Result<Tried, Error> {
    let job = dataset.job(snapshot);
    let mut tried = Tried::default();
    ask::run(
        client,
        "begin; set local timezone = 'UTC'; set local statement_timeout = '60s'",
    )
    .await?;
    sequences::restart(client, dataset, &job).await?;
    for (place, table) in job.tables.iter().enumerate() {
        ask::run(client, "savepoint seed_trial").await?;
        let sent = send(client, dataset, place, table).await;
        match sent {
            Ok(()) => {}
            Err(Failed::Refused(refusal)) => {
                ask::run(client, "rollback to savepoint seed_trial").await?;
                let blamed = blamed(snapshot, &job, table, &refusal);
                tried.refused.insert(blamed, refusal);
            }
            Err(Failed::Lost(error)) => return Err(error),
        }
    }
    for (place, table) in job.tables.iter().enumerate() {
        if table.late.is_none() || tried.refused.contains_key(&table.name) {
            continue;
        }
        ask::run(client, "savepoint seed_trial").await?;
        match set_late(client, dataset, place, table).await {
            Ok(()) => {}
            Err(Failed::Refused(refusal)) => {
                ask::run(client, "rollback to savepoint seed_trial").await?;
                tried.refused.insert(table.name.clone(), refusal);
            }
            Err(Failed::Lost(error)) => return Err(error),
        }
    }
    // Deferred constraints speak at the end.
    if let Err(error) = client.batch_execute("set constraints all immediate").await {
        let said = error.as_db_error();
        let name = said.and_then(|it| Some(QualifiedName::new(it.schema()?, it.table()?)));
        let refusal = refusal(error)?;
        if let Some(name) = name.filter(|it| job.tables.iter().any(|job| job.name == *it)) {
            tried.refused.entry(name).or_insert(refusal);
        }
    }
    read_back(client, dataset, &job, &mut tried).await?;
    ask::run(client, "rollback").await?;
    // A row whose parent was refused is refused for that alone.
    let first: Vec<_> = tried
        .refused
        .iter()
        .filter(|(_, it)| it.sqlstate.as_deref() == Some("23503"))
        .map(|(name, _)| name.clone())
        .collect();
    if first.len() < tried.refused.len() {
        for name in first {
            tried.refused.remove(&name);
        }
    }
    Ok(tried)
}

/// Returns the table whose rows are to blame for a refusal: where a trigger's row
/// met a key that one of another table's rows has, that is the other.
fn blamed(snapshot: &Snapshot, job: &Job, table: &TableJob, refusal: &Refusal) -> QualifiedName {
    let is_taken = refusal.sqlstate.as_deref() == Some("23505");
    let constraint = refusal.constraint.as_deref().filter(|_| is_taken);
    let has = |it: &&TableJob| {
        let named = |it: &stagecraft_catalog::Constraint| Some(it.name.as_str()) == constraint;
        snapshot.constraints_of(&it.name).any(named)
    };
    let mut others = job.tables.iter().filter(has);
    match (others.next(), others.next()) {
        (Some(other), None) => other.name.clone(),
        _ => table.name.clone(),
    }
}

/// Why a table's rows could not be sent.
enum Failed {
    Refused(Refusal),
    Lost(Error),
}

impl Failed {
    fn of(error: tokio_postgres::Error) -> Self {
        match refusal(error) {
            Ok(refusal) => Self::Refused(refusal),
            Err(error) => Self::Lost(error),
        }
    }
}

/// Sends a table's rows.
///
/// By INSERT: a COPY that is refused before its first row takes the connection
/// with it.
async fn send(
    client: &Client,
    dataset: &Dataset,
    place: usize,
    table: &TableJob,
) -> Result<(), Failed> {
    let literals = literals(dataset, place, table)
        .map_err(|it| Failed::Refused(Refusal::foreseen(None, it.to_string())))?;
    let columns: Vec<_> = table.columns.iter().map(|it| it.name.to_string()).collect();
    let sql = format!(
        "insert into {} ({}) overriding system value values {}",
        table.name,
        columns.join(", "),
        literals.join(", ")
    );
    client.batch_execute(&sql).await.map_err(Failed::of)
}

/// Sets the columns that have to wait until all rows are there.
async fn set_late(
    client: &Client,
    dataset: &Dataset,
    place: usize,
    table: &TableJob,
) -> Result<(), Failed> {
    let Some(late) = &table.late else {
        return Ok(());
    };
    let names = |places: &[usize]| {
        let columns = places.iter().filter_map(|it| table.columns.get(*it));
        let names: Vec<_> = columns.map(|it| it.name.to_string()).collect();
        names.join(", ")
    };
    let (set, key) = (names(&late.columns), names(&late.key));
    let mut cursor = dataset.cursor(place);
    let mut values = vec![Value::Null; table.columns.len()];
    let mut sql = String::new();
    for number in 0..table.rows {
        cursor.row(number, &mut values);
        let part = |places: &[usize]| {
            let columns: Vec<_> = places
                .iter()
                .filter_map(|it| table.columns.get(*it))
                .cloned()
                .collect();
            let values: Vec<_> = places
                .iter()
                .filter_map(|it| values.get(*it))
                .cloned()
                .collect();
            let mut row = Vec::new();
            stagecraft_copy::encode::literals(&columns, &values, &mut row)
                .map_err(|it| Failed::Refused(Refusal::foreseen(None, it.to_string())))?;
            Ok(String::from_utf8_lossy(&row).into_owned())
        };
        sql.push_str(&format!(
            "update {} set ({set}) = row{} where ({key}) = {};",
            table.name,
            part(&late.columns)?,
            part(&late.key)?
        ));
    }
    client.batch_execute(&sql).await.map_err(Failed::of)
}

fn literals(dataset: &Dataset, place: usize, table: &TableJob) -> Result<Vec<String>, Unfit> {
    let mut cursor = dataset.cursor(place);
    let mut values = vec![Value::Null; table.columns.len()];
    (0..table.rows)
        .map(|number| {
            cursor.row(number, &mut values);
            for at in table.late.iter().flat_map(|it| &it.columns) {
                if let Some(value) = values.get_mut(*at) {
                    *value = Value::Null;
                }
            }
            let mut row = Vec::new();
            stagecraft_copy::encode::literals(&table.columns, &values, &mut row)?;
            Ok(String::from_utf8_lossy(&row).into_owned())
        })
        .collect()
}

/// Finds the columns that hold something else than was sent, when all tables
/// have their rows: triggers of one table write to others.
async fn read_back(
    client: &Client,
    dataset: &Dataset,
    job: &Job,
    tried: &mut Tried,
) -> Result<(), Error> {
    for (place, table) in job.tables.iter().enumerate() {
        if tried.refused.contains_key(&table.name) || dataset.key_columns(place).is_empty() {
            continue;
        }
        let late = table.late.iter().flat_map(|it| &it.columns);
        let late: BTreeSet<String> = late
            .filter_map(|it| table.columns.get(*it))
            .map(|it| it.name.to_string())
            .collect();
        let nobody = |_: &QualifiedName, _: u64| {};
        let found = compare_table(client, dataset, place, table, &late, &nobody).await?;
        if found.missing > 0 && tried.refused.is_empty() {
            let why = format!("{} of {} rows did not stay", found.missing, found.rows);
            tried
                .refused
                .insert(table.name.clone(), Refusal::foreseen(None, why));
        }
        let columns: Vec<_> = found
            .differences
            .iter()
            .map(|it| it.column.to_string())
            .collect();
        if !columns.is_empty() {
            tried.rewritten.insert(table.name.clone(), columns);
        }
    }
    Ok(())
}
