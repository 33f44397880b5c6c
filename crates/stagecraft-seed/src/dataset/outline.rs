//! A dataset in short.

use std::collections::BTreeMap;

use stagecraft_catalog::Snapshot;
use stagecraft_copy::{Rows as _, Value};
use stagecraft_model::QualifiedName;

use super::Dataset;
use super::table::Table;

/// A table of a dataset in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableOutline {
    /// The table.
    pub table: QualifiedName,
    /// How many rows are made.
    pub rows: u64,
    /// How many rows are there already and stay.
    pub kept: u64,
    /// Whether each row belongs to one tenant.
    pub by_tenant: bool,
    /// How many bytes a row has on the wire, on average.
    pub bytes_per_row: u64,
}

/// Rows that are looked at for their size.
const SAMPLES: u64 = 32;

impl Dataset {
    /// Returns the tables in short, parents before children.
    pub fn outline(&self, snapshot: &Snapshot) -> Vec<TableOutline> {
        let job = self.job(snapshot);
        self.tables
            .iter()
            .map(|table| {
                let place = job.tables.iter().position(|it| it.name == table.name);
                TableOutline {
                    table: table.name.clone(),
                    rows: table.rows(),
                    kept: table.kept.as_ref().map_or(0, |it| it.rows),
                    by_tenant: self.tenancy.owned.contains(&table.name),
                    bytes_per_row: place.map_or(0, |it| self.bytes(&job, it)),
                }
            })
            .collect()
    }

    fn bytes(&self, job: &stagecraft_copy::Job, place: usize) -> u64 {
        let Some(table) = job.tables.get(place) else {
            return 0;
        };
        let mut cursor = self.cursor(place);
        let mut values = vec![Value::Null; table.columns.len()];
        let mut bytes = Vec::new();
        let rows = table.rows.min(SAMPLES);
        for number in 0..rows {
            cursor.row(number * (table.rows / rows.max(1)), &mut values);
            // What can't be sent is told when it is.
            drop(table.format().row(&table.columns, &values, &mut bytes));
        }
        u64::try_from(bytes.len()).unwrap_or(0) / rows.max(1)
    }

    /// Returns how many rows are made.
    pub(crate) fn rows(&self) -> u64 {
        self.tables.iter().map(Table::rows).sum()
    }

    /// Returns the seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns the table whose rows are the tenants.
    pub fn tenants_in(&self) -> Option<&QualifiedName> {
        self.tenancy.root.as_ref()
    }

    /// Returns how many tenants there are.
    pub fn tenants(&self) -> u64 {
        self.tenants
    }

    /// Returns what could not be seen to, table by table.
    pub fn notes(&self) -> &BTreeMap<QualifiedName, Vec<String>> {
        &self.notes
    }
}
