//! Replacing: every table is a transaction that takes its constraints down,
//! loads it frozen, and puts them back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::task::JoinSet;
use tokio_postgres::{Client, Transaction};

use super::context::{Context, Slices};
use super::desk::{self, Counter, Desk, Take};
use super::generate::{self, Part};
use super::journal::{self, Done, Entry};
use super::prepare::Target;
use super::structure::{self, Structure};
use super::{Note, connect, copy};
use crate::refusal::Place;
use crate::{Error, TableJob};

pub(super) async fn run(
    context: &Arc<Context>,
    client: &Client,
    done: &[Done],
    notes: &mut Vec<Note>,
) -> Result<Slices, Error> {
    let desk = Tables::new(context, client, done).await?;
    let counter = Counter::new(desk);
    let mut crew = JoinSet::new();
    for _ in 0..context
        .options
        .jobs
        .clamp(1, context.job.tables.len().max(1))
    {
        crew.spawn(work(Arc::clone(context), Arc::clone(&counter)));
    }
    let mut slices = Slices::new();
    for (own, mut kept) in desk::all(crew).await? {
        slices.extend(own);
        notes.append(&mut kept);
    }
    Ok(slices)
}

async fn work(
    context: Arc<Context>,
    counter: Arc<Counter<Tables>>,
) -> Result<(Slices, Vec<Note>), Error> {
    let mut slices = Slices::new();
    let mut notes = Vec::new();
    let mut client = None;
    while let Some(place) = counter.next().await {
        let client = match &mut client {
            Some(client) => client,
            none => none.insert(connect::open(context.connect.as_ref(), &context.options).await?),
        };
        if let (Some(table), Some(target)) = (context.table(place), context.targets.get(place)) {
            let one = One {
                context: &context,
                place,
                table,
                target,
            };
            notes.append(&mut one.replace(client, &mut slices).await?);
        }
        counter.done(place);
    }
    Ok((slices, notes))
}

/// One table on its way.
struct One<'a> {
    context: &'a Arc<Context>,
    place: usize,
    table: &'a TableJob,
    target: &'a Target,
}

impl One<'_> {
    async fn replace(&self, client: &mut Client, slices: &mut Slices) -> Result<Vec<Note>, Error> {
        let place = Place::table(&self.table.name);
        let mut transaction = client.transaction().await.map_err(|it| place.fail(it))?;
        let lock = format!(
            "lock table {}{} in access exclusive mode",
            self.target.only(),
            self.table.name
        );
        copy::run(&transaction, &lock, place).await?;
        let structure = structure::take_down(&mut transaction, self.table, self.target).await?;
        if structure.may_truncate {
            let truncate = format!("truncate only {}", self.table.name);
            copy::run(&transaction, &truncate, place).await?;
        }
        let (loaded, part) = self.fill(&transaction, &structure).await?;
        for statement in &structure.restore {
            copy::run(&transaction, statement, place).await?;
        }
        let mut own = Slices::new();
        for (slice, counted) in (0..).zip(loaded) {
            let mut entries = vec![false];
            if part == Part::Whole && self.table.late.is_some() {
                entries.push(true);
            }
            for late in entries {
                let entry = Entry {
                    table: self.table,
                    slice,
                    late,
                };
                journal::claim(&transaction, self.context, &entry).await?;
                journal::fill(&transaction, self.context, &entry, counted).await?;
            }
            own.insert((self.place, slice), counted);
        }
        transaction.commit().await.map_err(|it| place.fail(it))?;
        slices.append(&mut own);
        self.context.observer.table_done(self.place);
        Ok(structure.notes)
    }

    async fn fill(
        &self,
        transaction: &Transaction<'_>,
        structure: &Structure,
    ) -> Result<(Vec<generate::Counted>, Part), Error> {
        let table = self.table;
        let part = if structure.late_is_own && self.target.plain() {
            Part::Whole
        } else {
            Part::WithoutLate
        };
        let count = self.context.slices(table);
        let mut pieces = generate::start(self.context, self.place, 0..count, part);
        let freeze = if structure.may_truncate {
            ", freeze"
        } else {
            ""
        };
        let sql = format!(
            "copy {} ({}) from stdin (format {}{freeze})",
            table.name,
            table.column_list(),
            self.target.format.name()
        );
        let mut loaded = Vec::new();
        for slice in 0..count {
            let place = Place {
                table: &table.name,
                slice: Some(slice),
                first_row: self.context.rows_of(table, slice).start,
            };
            let (counted, kept) = copy::slice(transaction, &sql, &mut pieces, place).await?;
            loaded.push(generate::Counted {
                rows: kept,
                ..counted
            });
            self.context.sent(self.place, kept);
        }
        Ok((loaded, part))
    }
}

/// Tables that are left. Two run at once when neither needs a lock of the
/// other's: itself, what it points at, what points at it.
struct Tables {
    after: Vec<Vec<usize>>,
    locks: Vec<BTreeSet<u32>>,
    left: BTreeSet<usize>,
    running: BTreeSet<usize>,
}

const NEIGHBOURS: &str = "
    select coalesce(pg_partition_root(conrelid)::oid, conrelid),
        coalesce(pg_partition_root(confrelid)::oid, confrelid)
    from pg_constraint where contype = 'f' and conparentid = 0";

impl Tables {
    async fn new(context: &Context, client: &Client, done: &[Done]) -> Result<Self, Error> {
        let place = Place::table(&"the catalog");
        let fail = |error| place.fail(error);
        let mut neighbours: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for row in client.query(NEIGHBOURS, &[]).await.map_err(fail)? {
            let from: u32 = row.try_get(0).map_err(fail)?;
            let to: u32 = row.try_get(1).map_err(fail)?;
            neighbours.entry(from).or_default().insert(to);
            neighbours.entry(to).or_default().insert(from);
        }
        let locks = context.targets.iter().map(|target| {
            let mut set = neighbours.get(&target.root).cloned().unwrap_or_default();
            set.insert(target.root);
            set
        });
        let found: BTreeSet<usize> = done.iter().map(|it| it.table).collect();
        let mut left = BTreeSet::new();
        for (place, table) in context.job.tables.iter().enumerate() {
            if table.rows == 0 || found.contains(&place) {
                context.observer.table_done(place);
            } else {
                left.insert(place);
            }
        }
        Ok(Self {
            after: context
                .job
                .tables
                .iter()
                .map(|it| it.after.clone())
                .collect(),
            locks: locks.collect(),
            left,
            running: BTreeSet::new(),
        })
    }

    fn may_start(&self, place: usize) -> bool {
        let busy = |it: &usize| self.left.contains(it) || self.running.contains(it);
        let waits = self.after.get(place).is_some_and(|it| it.iter().any(busy));
        let Some(own) = self.locks.get(place) else {
            return false;
        };
        let mut others = self.running.iter().filter_map(|it| self.locks.get(*it));
        !waits && others.all(|it| it.is_disjoint(own))
    }
}

impl Desk for Tables {
    type Unit = usize;

    fn take(&mut self) -> Take<usize> {
        match self.left.iter().copied().find(|it| self.may_start(*it)) {
            Some(place) => {
                self.left.remove(&place);
                self.running.insert(place);
                Take::Work(place)
            }
            None if self.left.is_empty() => Take::End,
            None => Take::Wait,
        }
    }

    fn done(&mut self, place: usize) {
        self.running.remove(&place);
    }
}
