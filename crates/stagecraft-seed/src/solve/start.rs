//! What a row begins with.

use super::ground::Ground;
use super::parents;
use super::plan::{Defaults, Grade, Nulls, RowPlan};
use crate::cell::Cell;
use crate::datum::Datum;
use crate::shape::{Column, ForeignKey, Source};
use crate::types::ValueType;
use crate::values::{self, Spot};

impl Ground<'_> {
    /// Returns the row as its plan says.
    pub(crate) fn start(&self, plan: &RowPlan) -> Vec<Cell> {
        let mut row: Vec<_> = (0..self.shape.columns.len())
            .map(|at| self.cell(plan, at).unwrap_or(Cell::Unknown))
            .collect();
        for (n, key) in self.shape.foreign_keys.iter().enumerate() {
            self.start_key(plan, n, key, &mut row);
        }
        for (at, cell) in plan.first.iter().chain(&plan.fixed) {
            if let Some(it) = row.get_mut(*at) {
                *it = cell.clone();
            }
        }
        row
    }

    fn cell(&self, plan: &RowPlan, at: usize) -> Option<Cell> {
        let column = self.shape.columns.get(at)?;
        let is_null = !column.not_null && self.is_null(plan, column);
        Some(match &column.source {
            Source::Generated(_) => Cell::Unknown,
            Source::Identity | Source::Sequence => Cell::Default(None),
            _ if is_null => Cell::Value(Datum::Null),
            Source::Default(value) if self.takes_default(plan, column) => {
                Cell::Default(value.clone())
            }
            source => {
                let value = self.value(plan, column);
                match source {
                    // Of an enum, the default stands for its label.
                    Source::Default(default @ Some(datum))
                        if matches!(column.r#type.base(), ValueType::Enum(_))
                            && *datum == value =>
                    {
                        Cell::Default(default.clone())
                    }
                    _ => Cell::Value(value),
                }
            }
        })
    }

    fn is_null(&self, plan: &RowPlan, column: &Column) -> bool {
        match (plan.nulls, plan.ordinal) {
            (Nulls::All, _) => true,
            // Of mixed rows these, so that both tenants have a value.
            (Nulls::None, _) | (Nulls::Mixed, 2 | 3) => false,
            (Nulls::Mixed, ordinal) => {
                let chance = self.draw.named(column.name.as_str()).named("null");
                chance.at(ordinal).below(4) == 0
            }
        }
    }

    fn takes_default(&self, plan: &RowPlan, column: &Column) -> bool {
        // A value that is not known can't be compared with another column's.
        if matches!(column.source, Source::Default(None)) && column.compared {
            return false;
        }
        let is_listed =
            matches!(column.r#type.base(), ValueType::Enum(_)) || !column.choices.is_empty();
        match (plan.defaults, plan.ordinal) {
            (Defaults::All, _) => true,
            (Defaults::None, _) | (Defaults::Mixed, 2) => false,
            (Defaults::Mixed, _) if is_listed => false,
            (Defaults::Mixed, ordinal) => {
                let chance = self.draw.named(column.name.as_str()).named("default");
                chance.at(ordinal).below(2) == 0
            }
        }
    }

    /// Returns the place of a value.
    fn spot<'s>(&self, plan: &RowPlan, column: &'s Column, salt: usize) -> Spot<'s> {
        Spot {
            name: column.name.as_str(),
            draw: self.draw.named(column.name.as_str()),
            ordinal: plan.ordinal,
            salt: plan.salt + salt,
            short: column.indexed,
            key: column.key,
        }
    }

    fn value(&self, plan: &RowPlan, column: &Column) -> Datum {
        let spot = self.spot(plan, column, 0);
        if !column.choices.is_empty() {
            return choice(&column.choices, plan.ordinal + plan.salt);
        }
        let at_edge = !column.steady
            && match plan.grade {
                Grade::Plain => false,
                Grade::Mild => spot.draw.named("mild").at(plan.ordinal).below(3) == 0,
                Grade::Edge => true,
            };
        if at_edge {
            let edges = values::edges(&column.r#type, &spot);
            // One plain value more than there are edges: not every row is odd.
            let turn = plan.ordinal + spot.draw.below(edges.len() + 1);
            if let Some(edge) = edges.get(turn % (edges.len() + 1)) {
                return edge.clone();
            }
        }
        values::plain(&column.r#type, &spot)
    }

    /// Returns another value than the one that is there.
    pub(super) fn fresh(
        &self,
        plan: &RowPlan,
        at: usize,
        now: Option<&Cell>,
        step: usize,
    ) -> Option<Datum> {
        let column = self.shape.columns.get(at)?;
        let now = now.and_then(Cell::known);
        (0..4)
            .map(|it| {
                let salt = step * 4 + it + 1;
                if column.choices.is_empty() {
                    values::plain(&column.r#type, &self.spot(plan, column, salt))
                } else {
                    choice(&column.choices, plan.ordinal + salt)
                }
            })
            .find(|it| !it.is_null() && now != Some(it))
    }

    /// Points a foreign key at the most fitting parent, or nowhere.
    fn start_key(&self, plan: &RowPlan, n: usize, key: &ForeignKey, row: &mut [Cell]) {
        let Some(Some(found)) = self.candidates.get(n) else {
            if key.parent == self.shape.name && !key.optional {
                self.point_at_itself(plan, key, row);
            }
            // Seen to later: null until then, if it may be.
            for at in &key.columns {
                if let (Some(cell), Some(column)) = (row.get_mut(*at), self.shape.columns.get(*at))
                    && !column.not_null
                {
                    *cell = Cell::Value(Datum::Null);
                }
            }
            return;
        };
        let is_null = key.optional
            && key
                .columns
                .iter()
                .any(|at| row.get(*at).is_some_and(Cell::is_null));
        let ranked = parents::ranked(&self.shape.foreign_keys, &self.candidates, n, plan, row);
        let tuple = ranked.first().and_then(|it| found.tuples.get(*it));
        match tuple {
            Some(tuple) if !is_null => {
                for (at, value) in key.columns.iter().zip(tuple) {
                    if let Some(cell) = row.get_mut(*at) {
                        *cell = Cell::Value(value.clone());
                    }
                }
            }
            _ if key.optional => {
                let earlier = self.shape.foreign_keys.get(..n).unwrap_or_default();
                for at in &key.columns {
                    let is_used = earlier.iter().any(|it| it.columns.contains(at));
                    let takes_null = self.shape.columns.get(*at).is_some_and(|it| !it.not_null);
                    if let Some(cell) = row.get_mut(*at)
                        && takes_null
                        && (!is_used || key.full)
                    {
                        *cell = Cell::Value(Datum::Null);
                    }
                }
            }
            _ => {}
        }
    }
}

impl Ground<'_> {
    /// Lets a row point at itself, since it can't do without a parent.
    fn point_at_itself(&self, plan: &RowPlan, key: &ForeignKey, row: &mut [Cell]) {
        for (at, name) in key.columns.iter().zip(&key.parent_columns) {
            let Some(target) = self.shape.place(name) else {
                continue;
            };
            let known = row.get(target).and_then(Cell::known).cloned();
            let column = self.shape.columns.get(target);
            let value = known.or_else(|| column.map(|it| self.value(plan, it)));
            for at in [target, *at] {
                if let (Some(cell), Some(value)) = (row.get_mut(at), &value) {
                    *cell = Cell::Value(value.clone());
                }
            }
        }
    }
}

/// Returns one of the values that a check lists; over some rows, each of them.
fn choice(choices: &[Datum], number: usize) -> Datum {
    let at = match choices.len() {
        0 => return Datum::Null,
        few @ 1..=4 => number / 2 % few,
        many => number % many,
    };
    choices.get(at).cloned().unwrap_or(Datum::Null)
}
