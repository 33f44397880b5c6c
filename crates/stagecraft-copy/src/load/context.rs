//! What every worker of one load shares.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use stagecraft_model::QualifiedName;

use super::generate::Counted;
use super::journal::Start;
use super::prepare::Target;
use super::{Connect, LoadOptions, Observer};
use crate::{Job, Rows, TableJob};

/// What is known of slices, by table and number.
pub(super) type Slices = BTreeMap<(usize, u64), Counted>;

/// What the caller of a load passed.
pub(super) struct Caller {
    pub(super) connect: Arc<dyn Connect>,
    pub(super) job: Job,
    pub(super) rows: Arc<dyn Rows>,
    pub(super) options: LoadOptions,
    pub(super) observer: Arc<dyn Observer>,
}

pub(super) struct Context {
    pub(super) connect: Arc<dyn Connect>,
    pub(super) job: Job,
    pub(super) targets: Vec<Target>,
    /// Tables that are unlogged for this load.
    pub(super) unlogged: BTreeSet<QualifiedName>,
    pub(super) rows: Arc<dyn Rows>,
    pub(super) options: LoadOptions,
    pub(super) slice_rows: u64,
    pub(super) observer: Arc<dyn Observer>,
    progress: Vec<AtomicU64>,
    /// How many rows of each table were there at the start.
    pub(super) found: Vec<u64>,
}

impl Context {
    pub(super) fn new(
        caller: Caller,
        targets: Vec<Target>,
        unlogged: BTreeSet<QualifiedName>,
        start: &Start,
    ) -> Self {
        let Caller {
            connect,
            job,
            rows,
            options,
            observer,
        } = caller;
        let mut found = vec![0; job.tables.len()];
        for slice in start.done.iter().filter(|it| !it.late) {
            if let Some(slot) = found.get_mut(slice.table) {
                *slot += slice.rows;
            }
        }
        Self {
            connect,
            targets,
            unlogged,
            rows,
            options,
            slice_rows: start.slice_rows,
            observer,
            progress: found.iter().map(|it| AtomicU64::new(*it)).collect(),
            found,
            job,
        }
    }

    pub(super) fn table(&self, place: usize) -> Option<&TableJob> {
        self.job.tables.get(place)
    }

    pub(super) fn slices(&self, table: &TableJob) -> u64 {
        table.rows.div_ceil(self.slice_rows)
    }

    /// Returns the numbers of a slice's rows.
    pub(super) fn rows_of(&self, table: &TableJob, slice: u64) -> std::ops::Range<u64> {
        let first = slice.saturating_mul(self.slice_rows);
        first..first.saturating_add(self.slice_rows).min(table.rows)
    }

    pub(super) fn sent(&self, table: usize, rows: u64) {
        if let Some(progress) = self.progress.get(table) {
            let done = progress.fetch_add(rows, Ordering::Relaxed) + rows;
            self.observer.progress(table, done);
        }
    }
}
