//! Appending: every slice is a transaction, any connection takes any slice.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::mpsc::Receiver;
use tokio::task::JoinSet;
use tokio_postgres::Client;

use super::context::{Context, Slices};
use super::desk::{self, Counter, Desk, Take};
use super::generate::{self, Part, Piece};
use super::journal::{self, Done, Entry};
use super::{connect, copy};
use crate::Error;
use crate::refusal::Place;

pub(super) async fn run(context: &Arc<Context>, done: &[Done]) -> Result<Slices, Error> {
    let desk = Slicing::new(context, done);
    let left: u64 = desk.tables.iter().map(|it| it.left).sum();
    let workers = u64::try_from(context.options.jobs.max(1)).unwrap_or(1);
    let counter = Counter::new(desk);
    let mut crew = JoinSet::new();
    for _ in 0..workers.min(left) {
        crew.spawn(work(Arc::clone(context), Arc::clone(&counter)));
    }
    let slices = desk::all(crew).await?;
    Ok(slices.into_iter().flatten().collect())
}

/// Triggers may update rows of other tables, in an order that makes two slices
/// wait for each other; one of them always gets through.
const TRIES: u32 = 10;

async fn work(context: Arc<Context>, counter: Arc<Counter<Slicing>>) -> Result<Slices, Error> {
    let mut client = connect::open(context.connect.as_ref(), &context.options).await?;
    let mut slices = Slices::new();
    let start = |unit| Started::new(&context, unit);
    let mut ahead: Option<Started> = None;
    loop {
        let current = match ahead.take() {
            Some(started) => started,
            None => match counter.next().await {
                Some(unit) => start(unit),
                None => return Ok(slices),
            },
        };
        // While this slice is sent and committed, the next one is made; it may
        // not be waited for, since others may wait for this one.
        ahead = counter.next_now().map(start);
        let unit = current.unit;
        let mut tries = 1;
        let mut loaded = load(&mut client, &context, current, &mut slices).await;
        while let Err(Error::Refused(refusal)) = &loaded
            && refusal.is_passing()
            && tries < TRIES
        {
            tries += 1;
            loaded = load(&mut client, &context, start(unit), &mut slices).await;
        }
        loaded?;
        counter.done(unit);
    }
}

/// A slice that is being made.
struct Started {
    unit: Unit,
    pieces: Receiver<Result<Piece, Error>>,
}

impl Started {
    fn new(context: &Arc<Context>, unit: Unit) -> Self {
        let slice = unit.slice..unit.slice + 1;
        Self {
            unit,
            pieces: generate::start(context, unit.table, slice, Part::WithoutLate),
        }
    }
}

async fn load(
    client: &mut Client,
    context: &Arc<Context>,
    started: Started,
    slices: &mut Slices,
) -> Result<(), Error> {
    let Started { unit, mut pieces } = started;
    let found = (context.table(unit.table), context.targets.get(unit.table));
    let (Some(table), Some(target)) = found else {
        return Ok(());
    };
    let rows = context.rows_of(table, unit.slice);
    let place = Place {
        table: &table.name,
        slice: Some(unit.slice),
        first_row: rows.start,
    };
    let transaction = client.transaction().await.map_err(|it| place.fail(it))?;
    let entry = Entry {
        table,
        slice: unit.slice,
        late: false,
    };
    // The line comes first: another process with the same slice waits for it.
    if let Some(found) = journal::claim(&transaction, context, &entry).await? {
        slices.insert((unit.table, unit.slice), found);
        context.sent(unit.table, found.rows);
        return Ok(());
    }
    let sql = format!(
        "copy {} ({}) from stdin (format {})",
        table.name,
        table.column_list(),
        target.format.name()
    );
    let (counted, kept) = copy::slice(&transaction, &sql, &mut pieces, place).await?;
    let kept = generate::Counted {
        rows: kept,
        ..counted
    };
    journal::fill(&transaction, context, &entry, kept).await?;
    transaction.commit().await.map_err(|it| place.fail(it))?;
    slices.insert((unit.table, unit.slice), kept);
    context.sent(unit.table, kept.rows);
    Ok(())
}

#[derive(Debug, Clone, Copy)]
struct Unit {
    table: usize,
    slice: u64,
}

/// Slices that are left, table by table.
struct Slicing {
    context: Arc<Context>,
    tables: Vec<Pending>,
}

struct Pending {
    after: Vec<usize>,
    next: u64,
    end: u64,
    skip: BTreeSet<u64>,
    /// How many slices are not done, those that are under way included.
    left: u64,
    in_order: bool,
    under_way: u64,
}

impl Slicing {
    fn new(context: &Arc<Context>, done: &[Done]) -> Self {
        let mut tables = Vec::new();
        for (place, table) in context.job.tables.iter().enumerate() {
            let own = done.iter().filter(|it| it.table == place && !it.late);
            let end = context.slices(table);
            let skip: BTreeSet<u64> = own.map(|it| it.number).filter(|it| *it < end).collect();
            let left = end - u64::try_from(skip.len()).unwrap_or(end);
            if left == 0 {
                context.observer.table_done(place);
            }
            tables.push(Pending {
                after: table.after.clone(),
                next: 0,
                end,
                skip,
                left,
                in_order: table.in_order,
                under_way: 0,
            });
        }
        Self {
            context: Arc::clone(context),
            tables,
        }
    }

    fn is_ready(&self, table: &Pending) -> bool {
        if table.in_order && table.under_way > 0 {
            return false;
        }
        let mut after = table.after.iter().filter_map(|it| self.tables.get(*it));
        after.all(|it| it.left == 0)
    }
}

impl Desk for Slicing {
    type Unit = Unit;

    fn take(&mut self) -> Take<Unit> {
        let mut waits = false;
        for place in 0..self.tables.len() {
            let Some(table) = self.tables.get(place) else {
                continue;
            };
            if table.next >= table.end {
                continue;
            }
            if !self.is_ready(table) {
                waits = true;
                continue;
            }
            let Some(table) = self.tables.get_mut(place) else {
                continue;
            };
            while table.skip.contains(&table.next) {
                table.next += 1;
            }
            if table.next < table.end {
                let slice = table.next;
                table.next += 1;
                table.under_way += 1;
                return Take::Work(Unit {
                    table: place,
                    slice,
                });
            }
        }
        if waits { Take::Wait } else { Take::End }
    }

    fn done(&mut self, unit: Unit) {
        if let Some(table) = self.tables.get_mut(unit.table) {
            table.left -= 1;
            table.under_way -= 1;
            if table.left == 0 {
                self.context.observer.table_done(unit.table);
            }
        }
    }
}
