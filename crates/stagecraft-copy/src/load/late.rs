//! Columns that could not be set before every table was complete.

use std::sync::Arc;

use tokio_postgres::Client;

use super::context::Context;
use super::copy;
use super::generate::{self, Part, late_columns};
use super::journal::{self, Entry};
use crate::job::list;
use crate::refusal::Place;
use crate::{Error, TableJob};

/// Sets late columns, slice by slice, on one connection: rows of one table may
/// point at each other, and two updates could wait for each other.
pub(super) async fn run(client: &mut Client, context: &Arc<Context>) -> Result<(), Error> {
    for (number, table) in context.job.tables.iter().enumerate() {
        if table.late.is_none() || table.rows == 0 {
            continue;
        }
        let place = Place::table(&table.name);
        let columns = late_columns(table);
        let temporary = format!("pg_temp.stagecraft_late_{number}");
        let create = format!(
            "create temporary table stagecraft_late_{number} as select {} from {} with no data",
            list(columns.iter()),
            table.name
        );
        copy::run(client, &create, place).await?;
        for slice in 0..context.slices(table) {
            set(client, context, number, table, slice, &temporary).await?;
        }
        let drop = format!("drop table {temporary}");
        copy::run(client, &drop, place).await?;
    }
    Ok(())
}

async fn set(
    client: &mut Client,
    context: &Arc<Context>,
    number: usize,
    table: &TableJob,
    slice: u64,
    temporary: &str,
) -> Result<(), Error> {
    let target = context.targets.get(number);
    let format = target.map_or(table.format(), |it| it.format);
    let place = Place {
        table: &table.name,
        slice: Some(slice),
        first_row: 0,
    };
    let columns = late_columns(table);
    let transaction = client.transaction().await.map_err(|it| place.fail(it))?;
    let entry = Entry {
        table,
        slice,
        late: true,
    };
    if journal::claim(&transaction, context, &entry)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let truncate = format!("truncate {temporary}");
    copy::run(&transaction, &truncate, place).await?;
    let mut pieces = generate::start(context, number, slice..slice + 1, Part::Late);
    let sql = format!(
        "copy {temporary} ({}) from stdin (format {})",
        list(columns.iter()),
        format.name()
    );
    let (counted, _) = copy::slice(&transaction, &sql, &mut pieces, place).await?;
    // Without it the planner may read the whole table for every slice.
    let analyze = format!("analyze {temporary}");
    copy::run(&transaction, &analyze, place).await?;
    let update = update(table, temporary);
    let updated = transaction.execute(&update, &[]).await;
    if updated.map_err(|it| place.fail(it))? != counted.rows {
        return Err(Error::Malformed {
            table: table.name.to_string(),
            problem: "the key of its late part does not find each row once",
        });
    }
    journal::fill(&transaction, context, &entry, counted).await?;
    transaction.commit().await.map_err(|it| place.fail(it))
}

fn update(table: &TableJob, temporary: &str) -> String {
    let Some(late) = &table.late else {
        return String::new();
    };
    let names = |places: &[usize]| -> Vec<String> {
        let columns = places.iter().filter_map(|it| table.columns.get(*it));
        columns.map(|it| it.name.to_string()).collect()
    };
    let set: Vec<String> = names(&late.columns)
        .iter()
        .map(|it| format!("{it} = late.{it}"))
        .collect();
    let found: Vec<String> = names(&late.key)
        .iter()
        .map(|it| format!("own.{it} = late.{it}"))
        .collect();
    format!(
        "update {} as own set {} from {temporary} as late where {}",
        table.name,
        set.join(", "),
        found.join(" and ")
    )
}
