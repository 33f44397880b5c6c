//! Which rows a row may point at, and which it should.

use std::collections::BTreeMap;

use stagecraft_model::QualifiedName;

use super::known::{Known, KnownRow, places, tuple};
use super::plan::RowPlan;
use crate::cell::Cell;
use crate::datum::Datum;
use crate::shape::{ForeignKey, Shape};

/// After so many attempts another root is tried.
const PATIENCE: usize = 12;

/// The rows that a foreign key may point at.
#[derive(Debug)]
pub(crate) struct Candidates<'a> {
    /// What the referencing columns hold then.
    pub(crate) tuples: Vec<Vec<Datum>>,
    rows: Vec<(usize, &'a KnownRow)>,
    /// Whether the parent itself points at nothing.
    is_root: bool,
}

impl<'a> Candidates<'a> {
    /// Returns the rows that a key may point at.
    pub(crate) fn of(
        key: &ForeignKey,
        shapes: &BTreeMap<QualifiedName, Shape>,
        known: &'a Known,
    ) -> Self {
        let places = places(key, shapes).unwrap_or_default();
        let (mut tuples, mut rows) = (Vec::new(), Vec::new());
        for (at, row) in known.rows(&key.parent).iter().enumerate() {
            if let Some(tuple) = tuple(&places, &row.cells)
                && !tuple.is_empty()
            {
                tuples.push(tuple);
                rows.push((at, row));
            }
        }
        let is_root = shapes
            .get(&key.parent)
            .is_none_or(|it| it.foreign_keys.iter().all(|it| it.parent == key.parent));
        Self {
            tuples,
            rows,
            is_root,
        }
    }

    /// Returns which of them a row points at.
    fn place_of(&self, key: &ForeignKey, cells: &[Cell]) -> Option<usize> {
        let wanted = tuple(&key.columns, cells)?;
        self.tuples.iter().position(|it| *it == wanted)
    }
}

/// Returns how badly a row's parents fit together: each that belongs to
/// another tenant, or hangs on another row than one beside it does.
pub(crate) fn conflicts(
    keys: &[ForeignKey],
    candidates: &[Option<Candidates<'_>>],
    plan: &RowPlan,
    cells: &[Cell],
) -> usize {
    let mut count = 0;
    for n in 0..keys.len() {
        if let Some((key, found, at)) = pointing(keys, candidates, n, cells) {
            count += cost(keys, candidates, n, key, found, at, plan, cells);
        }
    }
    count
}

fn pointing<'c, 'k>(
    keys: &'k [ForeignKey],
    candidates: &'c [Option<Candidates<'c>>],
    n: usize,
    cells: &[Cell],
) -> Option<(&'k ForeignKey, &'c Candidates<'c>, usize)> {
    let key = keys.get(n)?;
    let found = candidates.get(n)?.as_ref()?;
    Some((key, found, found.place_of(key, cells)?))
}

/// Returns what speaks against a candidate.
#[expect(clippy::too_many_arguments, reason = "the parts of one look")]
fn cost(
    keys: &[ForeignKey],
    candidates: &[Option<Candidates<'_>>],
    n: usize,
    key: &ForeignKey,
    found: &Candidates<'_>,
    at: usize,
    plan: &RowPlan,
    cells: &[Cell],
) -> usize {
    let Some((place, row)) = found.rows.get(at) else {
        return 0;
    };
    let mut cost = 10 * usize::from(row.class != plan.class());
    // A root's first rows are the tenants.
    let is_first = |it: &(usize, &KnownRow)| it.1.class == row.class;
    let first = found.rows.iter().find(|it| is_first(it));
    cost += usize::from(found.is_root && first.is_some_and(|it| it.0 != *place));
    for other in (0..keys.len()).filter(|it| *it != n) {
        let Some((beside, others, there)) = pointing(keys, candidates, other, cells) else {
            continue;
        };
        let Some((other_place, other_row)) = others.rows.get(there) else {
            continue;
        };
        if beside.parent == key.parent {
            // Two roles in one table: sender and receiver.
            cost += 2 * usize::from(place == other_place);
        }
        let hangs_on = |table: &QualifiedName, row: &KnownRow, own: &QualifiedName, at: usize| {
            if table == own {
                Some(at)
            } else {
                row.ancestors.get(table).copied()
            }
        };
        let tables = row.ancestors.keys().chain([&key.parent]);
        for table in tables {
            let in_two_roles = keys.iter().filter(|it| it.parent == *table).count() > 1;
            if in_two_roles && (*table == key.parent || *table == beside.parent) {
                continue;
            }
            let here = hangs_on(table, row, &key.parent, *place);
            let beside = hangs_on(table, other_row, &beside.parent, *other_place);
            if let (Some(here), Some(beside)) = (here, beside)
                && here != beside
            {
                cost += 20;
            }
        }
    }
    cost
}

/// Returns the candidates of a key, the most fitting first.
pub(crate) fn ranked(
    keys: &[ForeignKey],
    candidates: &[Option<Candidates<'_>>],
    n: usize,
    plan: &RowPlan,
    cells: &[Cell],
) -> Vec<usize> {
    let (Some(key), Some(Some(found))) = (keys.get(n), candidates.get(n)) else {
        return Vec::new();
    };
    let own: Vec<_> = (0..found.rows.len())
        .filter(|it| {
            found
                .rows
                .get(*it)
                .is_some_and(|it| it.1.class == plan.class())
        })
        .collect();
    // A root's first row of each class is the tenant; of others, all are used.
    let turn = if found.is_root {
        plan.salt / PATIENCE
    } else {
        plan.ordinal / 2 + plan.salt
    };
    let mut costs: Vec<_> = (0..found.rows.len())
        .map(|at| {
            let distance = own.iter().position(|it| *it == at).map_or(at, |position| {
                (position + own.len() - turn % own.len().max(1)) % own.len().max(1)
            });
            let shared = shared_mismatches(keys, n, key, found, at, cells);
            let cost = cost(keys, candidates, n, key, found, at, plan, cells);
            (shared, cost, distance, at)
        })
        .collect();
    costs.sort_unstable();
    costs.into_iter().map(|it| it.3).collect()
}

/// Returns in how many columns that other keys use, too, a candidate differs
/// from what is there.
fn shared_mismatches(
    keys: &[ForeignKey],
    n: usize,
    key: &ForeignKey,
    found: &Candidates<'_>,
    at: usize,
    cells: &[Cell],
) -> usize {
    let Some(tuple) = found.tuples.get(at) else {
        return 0;
    };
    key.columns
        .iter()
        .zip(tuple)
        .filter(|(column, value)| {
            let mut others = keys.iter().enumerate().filter(|(other, _)| *other != n);
            others.any(|(_, it)| it.columns.contains(column))
                && cells
                    .get(**column)
                    .and_then(Cell::known)
                    .is_some_and(|it| !it.is_null() && it != *value)
        })
        .count()
}
