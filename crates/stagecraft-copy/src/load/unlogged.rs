//! Tables that write no log while they are loaded.
//!
//! A server that crashes empties unlogged tables, so only empty ones are made
//! so, and what is known of their slices is in a table that is emptied with
//! them.

use std::collections::BTreeSet;
use std::sync::Arc;

use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use super::context::Context;
use super::prepare::Target;
use super::{LoadOptions, Note, copy};
use crate::refusal::Place;
use crate::{Error, Job};

/// Makes tables unlogged, and returns those that are so for this plan: an
/// interrupted load has left some.
pub(super) async fn begin(
    client: &mut Client,
    job: &Job,
    targets: &[Target],
    options: &LoadOptions,
    notes: &mut Vec<Note>,
) -> Result<BTreeSet<QualifiedName>, Error> {
    let mut unlogged = listed(client, job).await?;
    if !options.unlogged {
        return Ok(unlogged);
    }
    let mut wanted = Vec::new();
    for (table, target) in job.tables.iter().zip(targets) {
        let already = target.unlogged || unlogged.contains(&table.name);
        if already || table.rows == 0 {
            continue;
        }
        if target.partitioned {
            notes.push(Note::kept_logged(&table.name, "it is partitioned"));
        } else if has_rows(client, &table.name).await? {
            let why = "it has rows already, which a crash would lose";
            notes.push(Note::kept_logged(&table.name, why));
        } else {
            wanted.push(&table.name);
        }
    }
    // A logged table may not point at an unlogged one: the order is found by
    // trying.
    loop {
        let before = wanted.len();
        let mut left = Vec::new();
        let mut refused = Vec::new();
        for name in wanted {
            match change(client, job, name, true).await {
                Ok(()) => {
                    unlogged.insert(name.clone());
                }
                Err(Error::Refused(refusal)) => {
                    left.push(name);
                    refused.push(Note::kept_logged(name, &refusal.message));
                }
                Err(error) => return Err(error),
            }
        }
        if left.is_empty() || left.len() == before {
            notes.append(&mut refused);
            return Ok(unlogged);
        }
        wanted = left;
    }
}

/// Makes tables write their log again, with all that they hold.
pub(super) async fn end(client: &mut Client, context: &Arc<Context>) -> Result<(), Error> {
    let mut wanted = context.unlogged.clone();
    while !wanted.is_empty() {
        let before = wanted.len();
        let mut first = None;
        for name in wanted.clone() {
            match change(client, &context.job, &name, false).await {
                Ok(()) => {
                    wanted.remove(&name);
                }
                Err(error @ Error::Refused(_)) => first = first.or(Some(error)),
                Err(error) => return Err(error),
            }
        }
        if let (true, Some(error)) = (wanted.len() == before, first) {
            return Err(error);
        }
    }
    Ok(())
}

async fn change(
    client: &mut Client,
    job: &Job,
    name: &QualifiedName,
    unlogged: bool,
) -> Result<(), Error> {
    let place = Place::table(name);
    let fail = |error| place.fail(error);
    let transaction = client.transaction().await.map_err(fail)?;
    let text = name.to_string();
    let (word, statements): (_, &[&str]) = if unlogged {
        (
            "unlogged",
            &["insert into stagecraft_seed.unlogged values ($1, $2)"],
        )
    } else {
        ("logged", &MOVE)
    };
    let alter = format!("alter table {name} set {word}");
    copy::run(&transaction, &alter, place).await?;
    for sql in statements {
        let done = transaction.execute(*sql, &[&job.fingerprint, &text]).await;
        done.map_err(fail)?;
    }
    transaction.commit().await.map_err(fail)
}

const MOVE: [&str; 3] = [
    "insert into stagecraft_seed.slices \
     select * from stagecraft_seed.slices_unlogged where plan = $1 and table_name = $2",
    "delete from stagecraft_seed.slices_unlogged where plan = $1 and table_name = $2",
    "delete from stagecraft_seed.unlogged where plan = $1 and table_name = $2",
];

async fn listed(client: &Client, job: &Job) -> Result<BTreeSet<QualifiedName>, Error> {
    let place = Place::table(&"stagecraft_seed.unlogged");
    let fail = |error| place.fail(error);
    let sql = "select table_name from stagecraft_seed.unlogged where plan = $1";
    let rows = client.query(sql, &[&job.fingerprint]).await;
    let mut names = BTreeSet::new();
    for row in rows.map_err(fail)? {
        let text: String = row.try_get(0).map_err(fail)?;
        let tables = job.tables.iter().map(|it| &it.name);
        names.extend(tables.filter(|it| it.to_string() == text).cloned());
    }
    Ok(names)
}

async fn has_rows(client: &Client, name: &QualifiedName) -> Result<bool, Error> {
    let sql = format!("select exists (select from {name})");
    let row = client.query_one(&sql, &[]).await;
    let exists = row.and_then(|it| it.try_get(0));
    exists.map_err(|error| Place::table(name).fail(error))
}
