//! A dataset as a job for whoever loads it.

use stagecraft_catalog::Snapshot;
use stagecraft_copy::{ColumnJob, Job, Late, TableJob};
use stagecraft_model::QualifiedName;

use super::Dataset;
use super::convert;
use super::maker::Maker;
use super::pick::Pick;
use super::table::Table;
use crate::Refusal;
use crate::shape::Source;

impl Table {
    /// Returns the columns that values are sent for.
    pub(crate) fn written(&self) -> Vec<usize> {
        (0..self.makers.len())
            .filter(|it| !matches!(self.makers.get(*it), Some(Maker::Unwritten)))
            .collect()
    }
}

impl Dataset {
    /// Returns the tables that rows are made for, in the order of the job.
    pub(crate) fn made(&self) -> impl Iterator<Item = (usize, &Table)> {
        let tables = self.tables.iter().enumerate();
        tables.filter(|(_, it)| it.rows() > 0 && !it.written().is_empty())
    }

    /// Returns the tables that no row can be made for, though some are wanted,
    /// and why.
    pub(crate) fn without_rows(&self) -> Vec<(QualifiedName, Refusal)> {
        let tables = self.tables.iter();
        tables
            .filter(|it| it.kept.is_none() && it.spread.rows() == 0)
            .filter(|it| !self.unwanted.contains(&it.name))
            .map(|it| {
                let notes = self.notes.get(&it.name).cloned().unwrap_or_default();
                let why = if notes.is_empty() {
                    "what it has to point at has no rows that are known".to_owned()
                } else {
                    notes.join("; ")
                };
                (it.name.clone(), Refusal::foreseen(None, why))
            })
            .collect()
    }

    /// Returns a table by its place in the job.
    pub(crate) fn job_table(&self, place: usize) -> Option<&Table> {
        self.made().nth(place).map(|it| it.1)
    }

    /// Returns what is to be loaded, and in which order.
    pub fn job(&self, snapshot: &Snapshot) -> Job {
        let places: Vec<usize> = self.made().map(|it| it.0).collect();
        let tables = self
            .made()
            .map(|(at, table)| {
                let written = table.written();
                let columns = written.iter().filter_map(|it| table.shape.columns.get(*it));
                let mut after: Vec<usize> = Vec::new();
                let mut late: Vec<usize> = Vec::new();
                for (n, key) in table.shape.foreign_keys.iter().enumerate() {
                    let parent = self.tables.iter().position(|it| it.name == key.parent);
                    let Some(parent) = parent.filter(|it| *it != at) else {
                        continue;
                    };
                    let points = !matches!(table.picks.get(n), Some(Pick::Nothing | Pick::Never) | None);
                    if parent < at {
                        after.extend(places.iter().position(|it| *it == parent));
                    } else if points {
                        let columns = key.columns.iter().filter(|it| {
                            matches!(table.makers.get(**it), Some(Maker::Reference { foreign, .. }) if *foreign == n)
                        });
                        late.extend(columns.filter_map(|it| written.iter().position(|at| at == it)));
                    }
                }
                after.sort_unstable();
                after.dedup();
                TableJob {
                    name: table.name.clone(),
                    columns: columns
                        .map(|it| ColumnJob {
                            name: it.name.clone(),
                            codec: convert::codec(snapshot, &it.sql_type, &it.r#type),
                            always_identity: matches!(it.source, Source::Identity),
                        })
                        .collect(),
                    rows: table.rows(),
                    after,
                    in_order: table.picks.iter().any(|it| matches!(it, Pick::Earlier { .. })),
                    late: Self::late_part(table, &written, late),
                }
            })
            .collect();
        let made: Vec<_> = self.made().map(|it| &it.1.name).collect();
        let owned = self.tenancy.owned.iter();
        Job {
            emptied: owned.filter(|it| !made.contains(it)).cloned().collect(),
            tables,
            fingerprint: self.fingerprint(),
        }
    }

    fn late_part(table: &Table, written: &[usize], columns: Vec<usize>) -> Option<Late> {
        if columns.is_empty() {
            return None;
        }
        let primary = table.shape.unique_keys.iter().find(|it| it.primary)?;
        let key = primary
            .columns()
            .into_iter()
            .map(|it| written.iter().position(|at| *at == it))
            .collect::<Option<Vec<_>>>()?;
        Some(Late { key, columns })
    }

    /// Returns what names the dataset: the seed, and everything that decides
    /// what a row holds.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&crate::random::ENGINE.to_le_bytes());
        hasher.update(&self.seed.to_le_bytes());
        for table in &self.tables {
            let text = format!(
                "{} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                table.name,
                table.first,
                table.spread,
                table.arrangement,
                table.picks,
                table.makers,
                table.pools,
                table.fixed,
                table.kept,
            );
            hasher.update(text.as_bytes());
        }
        let text = hasher.finalize().to_hex();
        text.get(..16).unwrap_or_default().to_owned()
    }
}
