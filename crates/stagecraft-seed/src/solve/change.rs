//! Changes to a row, and what they make of it.

use super::ground::{Ground, Rule};
use super::parents;
use super::plan::RowPlan;
use crate::cell::Cell;
use crate::datum::{Datum, coerce};
use crate::draw::Draw;
use crate::expr::{Patch, Want};
use crate::shape::Source;
use crate::types::ValueType;

/// So many parents are offered at once.
const MOST_PARENTS: usize = 24;

impl Ground<'_> {
    /// Returns ways to keep a rule that is broken.
    pub(crate) fn proposals(
        &self,
        rule: Rule,
        plan: &RowPlan,
        row: &[Cell],
        draw: Draw,
    ) -> Vec<Patch> {
        let shape = self.shape;
        match rule {
            Rule::Check(n) => shape
                .checks
                .get(n)
                .map_or_else(Vec::new, |it| it.proposals(row, draw)),
            Rule::Partition(n) => shape
                .partitions
                .as_ref()
                .and_then(|it| it.get(n))
                .map_or_else(Vec::new, |it| it.proposals(true, row, draw)),
            Rule::Missing(n) => vec![vec![(n, Want::NotNull)]],
            Rule::Foreign(n) => self.parents(n, plan, row),
            Rule::Unique(n) => {
                let Some(key) = shape.unique_keys.get(n) else {
                    return Vec::new();
                };
                let keys = &shape.foreign_keys;
                let mut columns = key.columns();
                // Rather another name than another parent.
                columns.sort_by_key(|at| keys.iter().any(|it| it.columns.contains(at)));
                let mut patches = Vec::new();
                for column in columns {
                    patches.extend(self.others(column, plan, row));
                }
                if let Some(predicate) = &key.predicate {
                    patches.extend(predicate.proposals(false, row, draw));
                }
                patches
            }
        }
    }

    /// Returns the changes that point a foreign key elsewhere, or nowhere.
    fn parents(&self, n: usize, plan: &RowPlan, row: &[Cell]) -> Vec<Patch> {
        let (Some(key), Some(Some(found))) =
            (self.shape.foreign_keys.get(n), self.candidates.get(n))
        else {
            return Vec::new();
        };
        let ranked = parents::ranked(&self.shape.foreign_keys, &self.candidates, n, plan, row);
        let mut patches: Vec<Patch> = ranked
            .into_iter()
            .take(MOST_PARENTS)
            .filter_map(|it| {
                let tuple = found.tuples.get(it)?;
                let columns = key.columns.iter().copied();
                Some(columns.zip(tuple.iter().cloned().map(Want::Is)).collect())
            })
            .collect();
        if key.optional {
            patches.push(key.columns.iter().map(|it| (*it, Want::Null)).collect());
        }
        patches
    }

    /// Returns changes to one column.
    fn others(&self, column: usize, plan: &RowPlan, row: &[Cell]) -> Vec<Patch> {
        let keys = self.shape.foreign_keys.iter().enumerate();
        let mut patches: Vec<Patch> = keys
            .filter(|(n, it)| {
                it.columns.contains(&column) && self.candidates.get(*n).is_some_and(Option::is_some)
            })
            .flat_map(|(n, _)| self.parents(n, plan, row))
            .collect();
        if patches.is_empty() {
            patches.push(vec![(column, Want::Another)]);
            let of = self.shape.columns.get(column);
            let values = match of.map(|it| (it.choices.as_slice(), it.r#type.base())) {
                Some((choices @ [_, ..], _)) => choices.to_vec(),
                Some((_, ValueType::Enum(labels))) => labels
                    .iter()
                    .enumerate()
                    .map(|(rank, it)| Datum::Label(rank, it.clone()))
                    .collect(),
                _ => Vec::new(),
            };
            patches.extend(values.into_iter().map(|it| vec![(column, Want::Is(it))]));
        }
        if self
            .shape
            .columns
            .get(column)
            .is_some_and(|it| !it.not_null)
        {
            patches.push(vec![(column, Want::Null)]);
        }
        patches
    }

    /// Returns the row with changes made; nothing where they can't be.
    pub(crate) fn changed(
        &self,
        plan: &RowPlan,
        row: &[Cell],
        patch: &Patch,
        step: usize,
    ) -> Option<Vec<Cell>> {
        let mut row = row.to_vec();
        for (at, want) in patch {
            let column = self.shape.columns.get(*at)?;
            if plan.fixed.iter().any(|(fixed, _)| fixed == at)
                || matches!(column.source, Source::Generated(_) | Source::Identity)
            {
                return None;
            }
            let value = match want {
                Want::Null if column.not_null => return None,
                Want::Null => Datum::Null,
                Want::NotNull if row.get(*at).is_some_and(|it| !it.is_null()) => continue,
                Want::NotNull | Want::Another => {
                    if self.point(plan, &mut row, *at, None, step) {
                        continue;
                    }
                    self.fresh(plan, *at, row.get(*at), step)?
                }
                Want::Is(value) => {
                    let value = coerce(value.clone(), &column.r#type)?;
                    if self.point(plan, &mut row, *at, Some(&value), step) {
                        continue;
                    }
                    value
                }
            };
            *row.get_mut(*at)? = Cell::Value(value);
        }
        Some(row)
    }

    /// Points the foreign key of a column at a parent, one that gives the
    /// column that value if there is one. Returns whether the column has a key.
    fn point(
        &self,
        plan: &RowPlan,
        row: &mut [Cell],
        column: usize,
        value: Option<&Datum>,
        step: usize,
    ) -> bool {
        let keys = &self.shape.foreign_keys;
        let Some((n, key, found)) = keys.iter().enumerate().find_map(|(n, key)| {
            let found = self.candidates.get(n)?.as_ref()?;
            key.columns.contains(&column).then_some((n, key, found))
        }) else {
            return false;
        };
        let place = key.columns.iter().position(|it| *it == column);
        let ranked = parents::ranked(keys, &self.candidates, n, plan, row);
        let fitting: Vec<_> = ranked
            .into_iter()
            .filter_map(|it| found.tuples.get(it))
            .filter(|tuple| {
                let given = place.and_then(|it| tuple.get(it));
                value.is_none_or(|it| given == Some(it))
            })
            .collect();
        let chosen = if value.is_some() || fitting.is_empty() {
            fitting.first()
        } else {
            fitting.get(step % fitting.len())
        };
        if let Some(tuple) = chosen {
            for (column, value) in key.columns.iter().zip(tuple.iter()) {
                if let Some(cell) = row.get_mut(*column) {
                    *cell = Cell::Value(value.clone());
                }
            }
        }
        true
    }
}
