//! From a schema and a profile to a dataset.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;

use super::counts::Shares;
use super::tenancy::{Tenancy, is_person};
use super::wanted::{Wanted, wanted};
use super::{Dataset, Existing, Grade, SeedConfig};
use crate::order;
use crate::profile::{Profile, TableProfile};
use crate::shape::{Shape, root_of};

/// Makes datasets.
pub(crate) struct Builder<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) profile: &'a Profile,
    pub(crate) config: &'a SeedConfig,
    pub(crate) existing: &'a BTreeMap<QualifiedName, Existing>,
    /// Tables that the server has refused more of.
    pub(crate) grades: &'a BTreeMap<QualifiedName, Grade>,
    /// Whether only a few rows of each table are made, to try them.
    pub(crate) trial: bool,
}

impl Builder<'_> {
    /// Makes the dataset of some tables and of those that they point at.
    pub(crate) fn build(&self, tables: &[QualifiedName]) -> Dataset {
        let shapes = self.shapes(tables);
        let has_rows = |it: &QualifiedName| {
            self.existing
                .get(it)
                .is_some_and(|it| it.rows > 0 && !it.added)
                && self.said_of(it).is_none_or(|it| it.rows.is_none())
        };
        // Rows that a tenant owns are added to; what all share is kept as it is.
        let tenancy = Tenancy::of(&shapes, &self.profile.tenants);
        let kept: BTreeSet<_> = shapes
            .keys()
            .filter(|it| {
                let is_fixed = !tenancy.owned.contains(*it) && !is_added_to(&shapes, it);
                (has_rows(it) && is_fixed) || self.grade(it) == Grade::RowByRow
            })
            .cloned()
            .collect();
        let tenants = self.tenants(&tenancy);
        let steps = order::steps(&shapes);
        let order: Vec<_> = steps.into_iter().flat_map(|it| it.tables).collect();
        let mut dataset = Dataset {
            seed: self.seed(),
            tenants,
            tenancy,
            tables: Vec::new(),
            shares: Shares::of(tenants, self.profile.tenants.skew),
            unwanted: BTreeSet::new(),
            notes: BTreeMap::new(),
        };
        let mut shapes = shapes;
        for name in order {
            let Some(shape) = shapes.remove(&name) else {
                continue;
            };
            let is_skipped = self.said_of(&name).is_some_and(|it| it.skip.is_some());
            if is_skipped && !has_rows(&name) {
                continue;
            }
            let table = if is_skipped || kept.contains(&name) {
                if self.grade(&name) != Grade::RowByRow {
                    let note = "the rows that are there stay: all tenants share them".to_owned();
                    dataset.notes.insert(name.clone(), vec![note]);
                }
                self.kept(&dataset, shape)
            } else {
                self.table(&mut dataset, shape)
            };
            if matches!(wanted(self, &dataset, &name, true), Wanted::Total(0)) {
                dataset.unwanted.insert(name);
            }
            dataset.tables.push(table);
        }
        self.late(&mut dataset);
        dataset
    }

    fn shapes(&self, tables: &[QualifiedName]) -> BTreeMap<QualifiedName, Shape> {
        let mut names: BTreeSet<_> = tables.iter().map(|it| root_of(self.snapshot, it)).collect();
        loop {
            let more: Vec<_> = names
                .iter()
                .filter_map(|it| Shape::keys_of(self.snapshot, it))
                .flat_map(|it| it.foreign_keys)
                .map(|it| it.parent)
                .filter(|it| !names.contains(it))
                .collect();
            if more.is_empty() {
                break;
            }
            names.extend(more);
        }
        names
            .into_iter()
            .filter_map(|it| Some((it.clone(), Shape::of(self.snapshot, &it)?)))
            .collect()
    }

    pub(super) fn said_of(&self, table: &QualifiedName) -> Option<&TableProfile> {
        self.profile.tables.get(table)
    }

    /// Returns what a table holds that stays: nothing of one that is replaced.
    pub(super) fn there(&self, dataset: &Dataset, table: &QualifiedName) -> Option<&Existing> {
        let goes = self.config.replace && !self.trial && dataset.tenancy.owned.contains(table);
        self.existing.get(table).filter(|_| !goes)
    }

    pub(super) fn grade(&self, table: &QualifiedName) -> Grade {
        self.grades.get(table).copied().unwrap_or_default()
    }

    fn seed(&self) -> u64 {
        self.config.seed.unwrap_or(self.profile.seed)
    }

    fn tenants(&self, tenancy: &Tenancy) -> u64 {
        if tenancy.root.is_none() {
            return 1;
        }
        let scale = self.scale().map(|it| it.tenants);
        let tenants = self.config.tenants.or(scale).unwrap_or(5).max(1);
        if self.trial { tenants.min(4) } else { tenants }
    }

    pub(crate) fn scale(&self) -> Option<crate::profile::Scale> {
        let name = self.config.scale.as_ref()?;
        self.profile.scales.get(name).copied()
    }
}

/// Returns whether rows are added beside those that are there although all share
/// the table: people, and what others have one each of, are no reference data.
fn is_added_to(shapes: &BTreeMap<QualifiedName, Shape>, name: &QualifiedName) -> bool {
    let is_one_each = |shape: &Shape, key: &crate::shape::ForeignKey| {
        key.parent == *name
            && shape.unique_keys.iter().any(|it| {
                let columns = it.columns();
                it.predicate.is_none()
                    && !columns.is_empty()
                    && columns.iter().all(|it| key.columns.contains(it))
            })
    };
    is_person(name)
        || shapes
            .values()
            .any(|it| it.foreign_keys.iter().any(|key| is_one_each(it, key)))
}
