//! Tables are emptied before others take their rows' place.

use std::collections::BTreeSet;

use tokio_postgres::Transaction;

use super::copy;
use super::prepare::Target;
use crate::refusal::Place;
use crate::{Error, Job};

/// Tables of a list that others point at which are not in it: their rows go one
/// by one, and take with them what may go.
const HELD: &str = "
    select distinct confrelid from pg_constraint
    where contype = 'f' and confrelid = any ($1) and conrelid <> all ($1)
        and conparentid = 0";

/// Empties the tables of a job, and those that it names beside them.
pub(super) async fn empty(
    transaction: &Transaction<'_>,
    job: &Job,
    targets: &[Target],
) -> Result<(), Error> {
    if job.tables.is_empty() {
        return Ok(());
    }
    let place = Place::table(&"the tables that are to be replaced");
    let fail = |error| place.fail(error);
    let emptied: Vec<String> = job.emptied.iter().map(ToString::to_string).collect();
    let sql = "select name::regclass::oid from unnest($1::text[]) as name";
    let others = transaction.query(sql, &[&emptied]).await.map_err(fail)?;
    let mut oids: Vec<u32> = targets.iter().map(|it| it.oid).collect();
    for row in &others {
        oids.push(row.try_get(0).map_err(fail)?);
    }
    let held = transaction.query(HELD, &[&oids]).await.map_err(fail)?;
    let held: BTreeSet<u32> = held
        .iter()
        .map(|it| it.try_get(0))
        .collect::<Result<_, _>>()
        .map_err(fail)?;
    let pairs = job.tables.iter().zip(targets);
    let (one_by_one, at_once): (Vec<_>, Vec<_>) =
        pairs.partition(|(_, target)| held.contains(&target.oid));
    let mut list: Vec<String> = at_once
        .iter()
        .map(|(table, target)| format!("{}{}", target.only(), table.name))
        .collect();
    list.extend(emptied);
    if !list.is_empty() {
        copy::run(transaction, &format!("truncate {}", list.join(", ")), place).await?;
    }
    // Children first.
    for (table, _) in one_by_one.iter().rev() {
        let delete = format!("delete from {}", table.name);
        copy::run(transaction, &delete, Place::table(&table.name)).await?;
    }
    Ok(())
}
