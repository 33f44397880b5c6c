//! Talking to the server: the only part that waits.

mod attempts;
mod columns;
mod fill;
mod group;
mod read;
mod rounds;
mod table;

use std::collections::BTreeMap;

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use crate::FillConfig;
use crate::shape::{Shape, UniqueKey};
use crate::solve::Known;

pub use columns::fill_columns;
pub use fill::fill;
pub(crate) use read::refusal;

/// No table is filled beyond so many rows, and no more are looked at.
const MOST_ROWS: usize = 64;

/// What one call works with.
struct Run<'a> {
    client: &'a Client,
    snapshot: &'a Snapshot,
    config: &'a FillConfig,
    shapes: BTreeMap<QualifiedName, Shape>,
    known: Known,
    /// Whether a trigger may have written to tables that were read before.
    stale: bool,
}

impl<'a> Run<'a> {
    fn new(client: &'a Client, snapshot: &'a Snapshot, config: &'a FillConfig) -> Self {
        Self {
            client,
            snapshot,
            config,
            shapes: BTreeMap::new(),
            known: Known::default(),
            stale: false,
        }
    }

    /// Looks up all of a table that was so far only pointed at.
    fn complete(&mut self, table: &QualifiedName) {
        if let Some(shape) = Shape::of(self.snapshot, table) {
            self.shapes.insert(table.clone(), shape);
        }
    }

    fn rows_wanted(&self) -> usize {
        self.config.rows.min(MOST_ROWS)
    }

    /// Returns the columns of a table that rows are recognised by: its keys,
    /// and what other tables point at.
    fn telling(&self, shape: &Shape) -> Vec<usize> {
        let own = shape.foreign_keys.iter().flat_map(|it| it.columns.clone());
        let unique = shape.unique_keys.iter().flat_map(UniqueKey::all_columns);
        let from_others = self
            .shapes
            .values()
            .flat_map(|it| &it.foreign_keys)
            .filter(|it| it.parent == shape.name)
            .flat_map(|it| it.parent_columns.iter().filter_map(|it| shape.place(it)));
        let mut columns: Vec<_> = own.chain(unique).chain(from_others).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}
