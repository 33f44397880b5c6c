//! What is loaded already, kept in the database beside the rows themselves.
//!
//! A line is written in the transaction of its slice, so that both are there
//! or neither is. A late slice `n` has the number `-1 - n`.

use stagecraft_model::Digest;
use tokio_postgres::{Client, Transaction};

use super::context::Context;
use super::empty::empty;
use super::generate::Counted;
use super::prepare::Target;
use super::{LoadOptions, Mode, copy};
use crate::refusal::Place;
use crate::{Error, Job, TableJob};

const LOGGED: &str = "stagecraft_seed.slices";

/// Of tables that are unlogged: after a crash both are empty.
const UNLOGGED: &str = "stagecraft_seed.slices_unlogged";

const CREATE: &str = "
    create schema if not exists stagecraft_seed;
    create table if not exists stagecraft_seed.slices (
        plan text, table_name text, slice bigint,
        rows bigint not null, digest text not null, slice_rows bigint not null,
        primary key (plan, table_name, slice)
    );
    create unlogged table if not exists stagecraft_seed.slices_unlogged
        (like stagecraft_seed.slices including all);
    create table if not exists stagecraft_seed.unlogged (
        plan text, table_name text, primary key (plan, table_name)
    );
    comment on schema stagecraft_seed is 'what Stagecraft has loaded; drop it to forget';";

/// A slice that is there.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub(super) table: usize,
    pub(super) number: u64,
    pub(super) late: bool,
    pub(super) rows: u64,
    digest: Digest,
}

impl Done {
    pub(super) fn counted(&self) -> Counted {
        Counted {
            rows: self.rows,
            digest: self.digest,
        }
    }
}

/// From where the load goes on.
pub(super) struct Start {
    pub(super) done: Vec<Done>,
    pub(super) slice_rows: u64,
}

/// Which line is meant.
pub(super) struct Entry<'a> {
    pub(super) table: &'a TableJob,
    pub(super) slice: u64,
    pub(super) late: bool,
}

impl Entry<'_> {
    fn number(&self) -> i64 {
        let slice = i64::try_from(self.slice).unwrap_or(i64::MAX);
        if self.late { -1 - slice } else { slice }
    }
}

const PLACE: Place<'static> = Place {
    table: &LOGGED,
    slice: None,
    first_row: 0,
};

/// Creates the journal if need be and reads what this plan has in it. To
/// replace rows, empties all tables at once unless a load is under way.
pub(super) async fn open(
    client: &mut Client,
    job: &Job,
    targets: &[Target],
    options: &LoadOptions,
) -> Result<Start, Error> {
    let fail = |error| PLACE.fail(error);
    let transaction = client.transaction().await.map_err(fail)?;
    // Two first loads at once would both create the schema.
    let lock = "select pg_advisory_xact_lock(hashtextextended('stagecraft_seed', 0))";
    copy::run(&transaction, lock, PLACE).await?;
    let exists = transaction
        .query_one(
            "select to_regclass('stagecraft_seed.unlogged') is null",
            &[],
        )
        .await;
    if exists.and_then(|it| it.try_get(0)).map_err(fail)? {
        copy::run(&transaction, CREATE, PLACE).await?;
    }
    let mut start = read(&transaction, job, options).await?;
    if options.mode == Mode::Replace && !is_under_way(job, &start) {
        forget_rows(&transaction, job, targets).await?;
        start = Start {
            done: Vec::new(),
            slice_rows: options.slice_rows.max(1),
        };
    }
    check_presence(&transaction, job, &start).await?;
    transaction.commit().await.map_err(fail)?;
    Ok(start)
}

async fn read(
    transaction: &Transaction<'_>,
    job: &Job,
    options: &LoadOptions,
) -> Result<Start, Error> {
    let fail = |error| PLACE.fail(error);
    let sql = format!(
        "select table_name, slice, rows, digest, slice_rows from {LOGGED} where plan = $1 \
         union all \
         select table_name, slice, rows, digest, slice_rows from {UNLOGGED} where plan = $1"
    );
    let rows = transaction.query(&sql, &[&job.fingerprint]).await;
    let names: Vec<String> = job.tables.iter().map(|it| it.name.to_string()).collect();
    let mut start = Start {
        done: Vec::new(),
        slice_rows: options.slice_rows.max(1),
    };
    for row in rows.map_err(fail)? {
        let name: String = row.try_get(0).map_err(fail)?;
        let slice: i64 = row.try_get(1).map_err(fail)?;
        let count: i64 = row.try_get(2).map_err(fail)?;
        let digest: String = row.try_get(3).map_err(fail)?;
        let slice_rows: i64 = row.try_get(4).map_err(fail)?;
        start.slice_rows = u64::try_from(slice_rows).unwrap_or(1).max(1);
        let Some(table) = names.iter().position(|it| *it == name) else {
            continue;
        };
        start.done.push(Done {
            table,
            number: (if slice < 0 { -1 - slice } else { slice }).unsigned_abs(),
            late: slice < 0,
            rows: count.unsigned_abs(),
            digest: parse(&digest),
        });
    }
    Ok(start)
}

/// Late slices have no digest of their own.
fn parse(digest: &str) -> Digest {
    digest.parse().unwrap_or_else(|_| Digest::of(""))
}

/// Returns whether some slices are there but not all, late ones included.
fn is_under_way(job: &Job, start: &Start) -> bool {
    let wanted: u64 = job
        .tables
        .iter()
        .map(|it| it.rows.div_ceil(start.slice_rows) * (1 + u64::from(it.late.is_some())))
        .sum();
    let done = u64::try_from(start.done.len()).unwrap_or(u64::MAX);
    done > 0 && done < wanted
}

/// Empties tables, and takes the lines of their slices away.
async fn forget_rows(
    transaction: &Transaction<'_>,
    job: &Job,
    targets: &[Target],
) -> Result<(), Error> {
    empty(transaction, job, targets).await?;
    let names: Vec<String> = job.tables.iter().map(|it| it.name.to_string()).collect();
    // Whatever plan had put rows there: they are gone.
    for journal in [LOGGED, UNLOGGED] {
        let sql = format!("delete from {journal} where table_name = any ($1) or plan = $2");
        let deleted = transaction.execute(&sql, &[&names, &job.fingerprint]).await;
        deleted.map_err(|error| PLACE.fail(error))?;
    }
    Ok(())
}

/// Fails when the journal has slices of a table that has no rows at all:
/// somebody has emptied it since.
async fn check_presence(
    transaction: &Transaction<'_>,
    job: &Job,
    start: &Start,
) -> Result<(), Error> {
    for (place, table) in job.tables.iter().enumerate() {
        let mut own = start.done.iter().filter(|it| it.table == place);
        if !own.any(|it| it.rows > 0) {
            continue;
        }
        let sql = format!("select exists (select from {})", table.name);
        let present = transaction.query_one(&sql, &[]).await;
        let place = Place::table(&table.name);
        let present = present.and_then(|it| it.try_get::<_, bool>(0));
        if !present.map_err(|error| place.fail(error))? {
            return Err(Error::Vanished {
                table: table.name.to_string(),
            });
        }
    }
    Ok(())
}

/// Claims a slice for this transaction; waits for another one that has it, and
/// returns what is there if that one was committed.
pub(super) async fn claim(
    transaction: &Transaction<'_>,
    context: &Context,
    entry: &Entry<'_>,
) -> Result<Option<Counted>, Error> {
    let fail = |error| PLACE.fail(error);
    let journal = journal_of(context, entry.table);
    let name = entry.table.name.to_string();
    let slice_rows = i64::try_from(context.slice_rows).unwrap_or(i64::MAX);
    let sql =
        format!("insert into {journal} values ($1, $2, $3, 0, '', $4) on conflict do nothing");
    let plan = &context.job.fingerprint;
    let inserted = transaction
        .execute(&sql, &[plan, &name, &entry.number(), &slice_rows])
        .await
        .map_err(fail)?;
    if inserted == 1 {
        return Ok(None);
    }
    let sql = format!(
        "select rows, digest from {journal} where plan = $1 and table_name = $2 and slice = $3"
    );
    let row = transaction
        .query_one(&sql, &[plan, &name, &entry.number()])
        .await
        .map_err(fail)?;
    let rows: i64 = row.try_get(0).map_err(fail)?;
    let digest: String = row.try_get(1).map_err(fail)?;
    Ok(Some(Counted {
        rows: rows.unsigned_abs(),
        digest: parse(&digest),
    }))
}

/// Says what a claimed slice holds.
pub(super) async fn fill(
    transaction: &Transaction<'_>,
    context: &Context,
    entry: &Entry<'_>,
    counted: Counted,
) -> Result<(), Error> {
    let sql = format!(
        "update {} set rows = $4, digest = $5 where plan = $1 and table_name = $2 and slice = $3",
        journal_of(context, entry.table)
    );
    let rows = i64::try_from(counted.rows).unwrap_or(i64::MAX);
    let name = entry.table.name.to_string();
    let digest = counted.digest.to_string();
    let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 5] = [
        &context.job.fingerprint,
        &name,
        &entry.number(),
        &rows,
        &digest,
    ];
    let filled = transaction.execute(&sql, &parameters).await;
    filled.map(drop).map_err(|error| PLACE.fail(error))
}

fn journal_of(context: &Context, table: &TableJob) -> &'static str {
    if context.unlogged.contains(&table.name) {
        UNLOGGED
    } else {
        LOGGED
    }
}
