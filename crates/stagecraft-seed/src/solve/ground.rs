//! The rules that a row of a table has to keep.

use std::collections::BTreeMap;

use stagecraft_model::QualifiedName;

use super::known::{Known, tuple};
use super::parents::{self, Candidates};
use super::plan::RowPlan;
use crate::cell::Cell;
use crate::datum::Datum;
use crate::draw::Draw;
use crate::shape::{Check, Shape, UniqueKey};

/// A table, what it holds, and what its rows may point at.
pub(crate) struct Ground<'a> {
    pub(crate) shape: &'a Shape,
    /// For each foreign key; nothing for one that is seen to later.
    pub(crate) candidates: Vec<Option<Candidates<'a>>>,
    /// For each unique key, what is taken.
    taken: Vec<Vec<Vec<Datum>>>,
    /// All rules, with the columns that they look at.
    rules: Vec<(Rule, Vec<usize>)>,
    pub(crate) draw: Draw,
}

/// A rule that a row breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    Check(usize),
    Unique(usize),
    Foreign(usize),
    Missing(usize),
    Partition(usize),
}

impl<'a> Ground<'a> {
    /// Returns the ground of a table. `later` says of which foreign keys
    /// somebody else will see to.
    pub(crate) fn new(
        shape: &'a Shape,
        shapes: &BTreeMap<QualifiedName, Shape>,
        known: &'a Known,
        later: &dyn Fn(usize) -> bool,
        seed: u64,
    ) -> Self {
        let keys = shape.foreign_keys.iter().enumerate();
        let mut ground = Self {
            shape,
            candidates: keys
                .map(|(n, key)| (!later(n)).then(|| Candidates::of(key, shapes, known)))
                .collect(),
            taken: vec![Vec::new(); shape.unique_keys.len()],
            rules: rules(shape),
            draw: Draw::of(seed).named(&shape.name.to_string()),
        };
        for row in known.rows(&shape.name) {
            ground.take(&row.cells);
        }
        ground
    }

    /// Takes a row's keys, so that no other row gets them.
    pub(crate) fn take(&mut self, row: &[Cell]) {
        for (key, taken) in self.shape.unique_keys.iter().zip(&mut self.taken) {
            taken.extend(key.of(row));
        }
    }

    /// Gives a row's keys back.
    pub(crate) fn give_back(&mut self, row: &[Cell]) {
        for (key, taken) in self.shape.unique_keys.iter().zip(&mut self.taken) {
            if let Some(it) = key.of(row)
                && let Some(at) = taken.iter().position(|other| *other == it)
            {
                taken.swap_remove(at);
            }
        }
    }

    /// Returns the rules that a row breaks, as far as is known.
    pub(crate) fn broken(&self, plan: &RowPlan, row: &[Cell]) -> Vec<Rule> {
        let rules = self.rules.iter().map(|it| it.0);
        rules.filter(|it| self.breaks(*it, plan, row)).collect()
    }

    /// Returns the rules that a row breaks which differs from another in some
    /// columns, of which the broken rules are known.
    pub(crate) fn broken_after(
        &self,
        plan: &RowPlan,
        row: &[Cell],
        before: &[Rule],
        changed: &[usize],
    ) -> Vec<Rule> {
        let rules = self.rules.iter();
        rules
            .filter(|(rule, columns)| {
                if columns.iter().any(|it| changed.contains(it)) {
                    self.breaks(*rule, plan, row)
                } else {
                    before.contains(rule)
                }
            })
            .map(|it| it.0)
            .collect()
    }

    fn breaks(&self, rule: Rule, plan: &RowPlan, row: &[Cell]) -> bool {
        let shape = self.shape;
        match rule {
            Rule::Missing(n) => row.get(n).is_some_and(Cell::is_null),
            Rule::Foreign(n) => self.is_dangling(n, row),
            Rule::Check(n) => shape.checks.get(n).is_some_and(|it| it.refuses(row)),
            Rule::Unique(n) => {
                let key = shape.unique_keys.get(n).and_then(|it| it.of(row));
                key.is_some_and(|it| self.taken.get(n).is_some_and(|taken| taken.contains(&it)))
            }
            Rule::Partition(n) => {
                let partitions = shape.partitions.as_deref().unwrap_or_default();
                plan.partition % partitions.len().max(1) == n
                    && partitions.get(n).is_some_and(|it| it.refuses(row))
            }
        }
    }

    fn is_dangling(&self, n: usize, row: &[Cell]) -> bool {
        let (Some(key), Some(Some(found))) =
            (self.shape.foreign_keys.get(n), self.candidates.get(n))
        else {
            return false;
        };
        let nulls = key
            .columns
            .iter()
            .filter(|it| row.get(**it).is_some_and(Cell::is_null));
        match nulls.count() {
            0 => tuple(&key.columns, row).is_some_and(|it| !found.tuples.contains(&it)),
            some => key.full && some < key.columns.len(),
        }
    }

    /// Returns how badly the row's parents fit together.
    pub(crate) fn conflicts(&self, plan: &RowPlan, row: &[Cell]) -> usize {
        parents::conflicts(&self.shape.foreign_keys, &self.candidates, plan, row)
    }
}

/// Returns the rules of a table, with the columns that they look at.
fn rules(shape: &Shape) -> Vec<(Rule, Vec<usize>)> {
    let columns = shape.columns.iter().enumerate();
    let missing = columns
        .filter(|(_, it)| it.not_null)
        .map(|(n, _)| (Rule::Missing(n), vec![n]));
    let keys = shape.foreign_keys.iter().enumerate();
    let foreign = keys.map(|(n, it)| (Rule::Foreign(n), it.columns.clone()));
    let checks = shape.checks.iter().map(Check::columns).enumerate();
    let checks = checks.map(|(n, it)| (Rule::Check(n), it));
    let unique = shape.unique_keys.iter().map(UniqueKey::all_columns);
    let unique = unique.enumerate().map(|(n, it)| (Rule::Unique(n), it));
    let partitions = shape.partitions.iter().flatten().enumerate();
    let partitions = partitions.map(|(n, it)| (Rule::Partition(n), it.columns()));
    missing
        .chain(foreign)
        .chain(checks)
        .chain(unique)
        .chain(partitions)
        .collect()
}
