//! What makes each key of a table distinct.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_copy::Value;

use super::Dataset;
use super::arrange::{Arrangement, Digit, Driver};
use super::bounds::Bounds;
use super::domain::{Domain, listed, said_domain, whole};
use super::own::DAY;
use super::pick::Pick;
use crate::cell::Cell;
use crate::expr::{Expr, Truth};
use crate::profile::{Recipe, Template};
use crate::random::Key;
use crate::shape::{Shape, Source};
use crate::types::ValueType;

/// What is known of a table's columns before their makers are chosen.
pub(crate) struct Draft<'a> {
    pub(crate) shape: &'a Shape,
    pub(crate) bounds: &'a [Bounds],
    /// Columns that say whose a row is.
    pub(crate) tenant: BTreeSet<usize>,
    /// Of each column, the foreign key that gives its value.
    pub(crate) foreign: Vec<Option<usize>>,
    pub(crate) picks: Vec<Pick>,
    /// Columns whose values are distinct by the row's number.
    pub(crate) distinct: BTreeSet<usize>,
    pub(crate) arrangement: Arrangement,
    /// Columns that are never null, so that rows stay out of partial indexes.
    pub(crate) filled: BTreeSet<usize>,
    /// Of some columns, the values that keep rows out of partial indexes.
    pub(crate) only: BTreeMap<usize, Vec<Value>>,
    /// Columns that the profile makes, and how; nothing of those that it draws
    /// together.
    pub(crate) said: BTreeMap<usize, Option<&'a Recipe>>,
    /// The day on which data ends, since 2000.
    pub(crate) last_day: i32,
    pub(crate) key: Key,
    pub(crate) notes: Vec<String>,
}

/// Names of columns that number what hangs on something.
const PLACES: [&str; 18] = [
    "position", "seq", "sequence", "index", "idx", "ord", "order", "ordinal", "line", "number",
    "no", "rank", "sort", "level", "step", "version", "revision", "attempt",
];

impl Draft<'_> {
    /// Sees to it that no two rows have a key in common.
    pub(crate) fn keys(&mut self, dataset: &Dataset) {
        for (at, recipe) in &self.said {
            if let Some(Recipe::Format(text)) = recipe
                && Template::parse(text).is_ok_and(|it| it.is_unique())
            {
                self.distinct.insert(*at);
            }
        }
        let mut keys: Vec<(Vec<usize>, Option<&Expr>, bool)> = Vec::new();
        for key in &self.shape.unique_keys {
            let mut columns = key.columns();
            columns.sort_unstable();
            columns.dedup();
            if !columns.is_empty() {
                keys.push((columns, key.predicate.as_ref(), key.nulls_distinct));
            }
        }
        // Keys of all rows first; shorter ones demand more.
        keys.sort_by_key(|(columns, predicate, _)| (predicate.is_some(), columns.len()));
        for (columns, predicate, nulls_distinct) in keys {
            let is_avoided = predicate.is_some_and(|it| {
                !columns.iter().any(|it| self.distinct.contains(it)) && self.avoid(it, &columns)
            });
            if !is_avoided {
                self.key(dataset, &columns, nulls_distinct);
            }
        }
    }

    /// Keeps rows out of a partial index: one column of its condition gets only
    /// values that the condition does not hold for.
    fn avoid(&mut self, predicate: &Expr, key: &[usize]) -> bool {
        // What can be distinct in the key is better made so.
        let is_easy = key.iter().any(|it| {
            self.foreign_of(*it).is_none() && !self.tenant.contains(it) && self.can_be_distinct(*it)
        });
        if is_easy {
            return false;
        }
        for at in predicate.columns() {
            let is_free = self.foreign_of(at).is_none()
                && !self.tenant.contains(&at)
                && !self.said.contains_key(&at)
                && !self.distinct.contains(&at);
            let (Some(column), Some(bounds), true) =
                (self.shape.columns.get(at), self.bounds.get(at), is_free)
            else {
                continue;
            };
            let values = match column.r#type.base() {
                ValueType::Bool => vec![Value::Bool(false), Value::Bool(true)],
                _ => listed(column, bounds).unwrap_or_default(),
            };
            let values: Vec<_> = values
                .into_iter()
                .filter(|it| {
                    let mut row = vec![Cell::Unknown; self.shape.columns.len()];
                    if let Some(cell) = row.get_mut(at) {
                        *cell = Cell::Value(super::convert::datum(it, &column.r#type));
                    }
                    matches!(predicate.truth(&row), Truth::False | Truth::Null)
                })
                .collect();
            if !values.is_empty() {
                self.only.insert(at, values);
                return true;
            }
        }
        self.fill(predicate)
    }

    fn key(&mut self, dataset: &Dataset, columns: &[usize], nulls_distinct: bool) {
        let is_null = |it: &usize| matches!(self.said.get(it), Some(Some(Recipe::Value(None))));
        if columns
            .iter()
            .any(|it| self.distinct.contains(it) || is_null(it))
        {
            return;
        }
        let own: Vec<_> = columns
            .iter()
            .copied()
            .filter(|it| !self.tenant.contains(it) && self.foreign_of(*it).is_none())
            .collect();
        let mut foreign: Vec<_> = columns
            .iter()
            .filter_map(|it| self.foreign_of(*it))
            .collect();
        foreign.sort_unstable();
        foreign.dedup();
        if nulls_distinct
            && foreign
                .iter()
                .any(|it| matches!(self.picks.get(*it), Some(Pick::Paired { .. } | Pick::Never)))
        {
            return;
        }
        let has_tenant = columns.iter().any(|it| self.tenant.contains(it));
        let numbers_children =
            |draft: &Self, it: usize| (has_tenant || !foreign.is_empty()) && draft.is_place(it);
        let free = own
            .iter()
            .copied()
            .filter(|it| self.can_be_distinct(*it) && !numbers_children(self, *it))
            .max_by_key(|it| self.preference(*it));
        if let Some(column) = free {
            self.distinct.insert(column);
            return;
        }
        if !self.arrange(dataset, &own, &foreign, has_tenant) {
            // Better than nothing: the largest domain there is.
            match own.iter().copied().find(|it| self.can_be_distinct(*it)) {
                Some(column) => {
                    self.distinct.insert(column);
                }
                None if self.pair(&foreign) => {}
                None if nulls_distinct && self.leave_out(columns) => {}
                None => self.note(columns),
            }
        }
    }

    /// Gives each row the parent of its own place, so that no two have the same.
    fn pair(&mut self, foreign: &[usize]) -> bool {
        let drawn = |it: &&usize| matches!(self.picks.get(**it), Some(Pick::Drawn { .. }));
        let Some(n) = foreign.iter().find(drawn) else {
            return false;
        };
        let Some(Pick::Drawn { table, .. }) = self.picks.get(*n) else {
            return false;
        };
        let pick = Pick::Paired { table: *table };
        if let Some(slot) = self.picks.get_mut(*n) {
            *slot = pick;
        }
        true
    }

    /// Makes one column of a key always null, which no other row's key equals.
    fn leave_out(&mut self, columns: &[usize]) -> bool {
        for at in columns {
            let takes_null = self.shape.columns.get(*at).is_some_and(|it| !it.not_null);
            if !takes_null || self.tenant.contains(at) || self.said.contains_key(at) {
                continue;
            }
            match self.foreign_of(*at) {
                None => drop(self.only.insert(*at, vec![Value::Null])),
                Some(n) => match self.picks.get_mut(n) {
                    Some(pick @ (Pick::Drawn { .. } | Pick::Earlier { .. })) => *pick = Pick::Never,
                    Some(Pick::Nothing | Pick::Never) => {}
                    _ => continue,
                },
            }
            return true;
        }
        false
    }

    /// Keeps rows out of an index over those in which a column is null.
    fn fill(&mut self, predicate: &Expr) -> bool {
        for at in predicate.columns() {
            let holds = |it: crate::datum::Datum| {
                let mut row = vec![Cell::Unknown; self.shape.columns.len()];
                if let Some(cell) = row.get_mut(at) {
                    *cell = Cell::Value(it);
                }
                !matches!(predicate.truth(&row), Truth::False | Truth::Null)
            };
            // Whatever it is, so long as it is no null.
            if holds(crate::datum::Datum::Raw(String::new())) || self.tenant.contains(&at) {
                continue;
            }
            match self.foreign_of(at).map(|it| self.picks.get_mut(it)) {
                None if !self.said.contains_key(&at) => drop(self.filled.insert(at)),
                Some(Some(Pick::Drawn { null, .. })) => *null = 0.0,
                Some(Some(Pick::Arranged(_))) => {}
                _ => continue,
            }
            return true;
        }
        false
    }

    fn note(&mut self, columns: &[usize]) {
        let names: Vec<_> = columns
            .iter()
            .filter_map(|it| self.shape.columns.get(*it))
            .map(|it| it.name.to_string())
            .collect();
        self.notes.push(format!(
            "nothing makes ({}) distinct: give one of them a generator in the profile",
            names.join(", ")
        ));
    }

    fn foreign_of(&self, column: usize) -> Option<usize> {
        self.foreign.get(column).copied().flatten()
    }

    /// Numbers the rows within what they hang on; returns whether that works.
    fn arrange(
        &mut self,
        dataset: &Dataset,
        own: &[usize],
        foreign: &[usize],
        has_tenant: bool,
    ) -> bool {
        if let Arrangement::By {
            drivers, digits, ..
        } = &self.arrangement
        {
            // What is distinct in fewer columns is distinct in more.
            return drivers.iter().all(|it| foreign.contains(&it.foreign))
                && digits.iter().all(|it| own.contains(&it.column));
        }
        let mut drivers = Vec::new();
        for n in foreign {
            match self.picks.get(*n) {
                Some(Pick::Drawn { table, .. }) => drivers.push(Driver {
                    table: *table,
                    foreign: *n,
                }),
                _ => return false,
            }
        }
        let mut digits = Vec::new();
        for column in own {
            let Some(domain) = self.domain(*column) else {
                // What is distinct without it is so with it.
                if drivers.is_empty() {
                    return false;
                }
                continue;
            };
            digits.push(Digit {
                column: *column,
                domain,
            });
        }
        digits.sort_by_key(|it| it.domain.size());
        for (n, driver) in drivers.iter().enumerate() {
            if let Some(pick) = self.picks.get_mut(driver.foreign) {
                *pick = Pick::Arranged(n);
            }
        }
        let is_by_tenant = |it: &Driver| {
            let table = dataset.tables.get(it.table);
            table.is_some_and(|it| it.spread.is_by_tenant())
        };
        self.arrangement = Arrangement::By {
            // Rows of several tenants may point at the same parent.
            across: !has_tenant && !drivers.iter().any(is_by_tenant),
            drivers,
            digits,
            key: self.key,
        };
        true
    }

    fn is_place(&self, column: usize) -> bool {
        let Some(column) = self.shape.columns.get(column) else {
            return false;
        };
        let name = column.name.as_str().to_ascii_lowercase();
        let is_number = matches!(column.r#type.base(), ValueType::Int { .. });
        is_number && name.split('_').any(|it| PLACES.contains(&it))
    }

    fn can_be_distinct(&self, at: usize) -> bool {
        let (Some(column), Some(bounds)) = (self.shape.columns.get(at), self.bounds.get(at)) else {
            return false;
        };
        if self.said.contains_key(&at) || bounds.list.is_some() || !column.choices.is_empty() {
            return false;
        }
        let width = bounds.high.unwrap_or(1e15) - bounds.low.unwrap_or(0.0);
        match column.r#type.base() {
            // Sixteen bytes of chance are as good.
            ValueType::Uuid | ValueType::Bytea => true,
            ValueType::Text { longest } => {
                let longest = bounds.longest.map_or(*longest, |it| {
                    Some(longest.map_or(it, |longest| longest.min(it)))
                });
                longest.is_none_or(|it| it >= 6)
            }
            ValueType::Int { bits } => *bits >= 32 && width > 1e9,
            ValueType::Numeric(None) => width > 1e9,
            ValueType::Numeric(Some((precision, scale))) => {
                precision.saturating_sub(*scale) >= 9 && width > 1e9
            }
            _ => false,
        }
    }

    fn preference(&self, at: usize) -> usize {
        let Some(column) = self.shape.columns.get(at) else {
            return 0;
        };
        match (column.r#type.base(), &column.source) {
            (ValueType::Uuid, _) => 4,
            (ValueType::Int { .. }, Source::Identity | Source::Sequence) => 3,
            (ValueType::Text { .. }, _) => 2,
            _ => 1,
        }
    }

    /// Returns the values of a column that is part of a key, in an order.
    fn domain(&self, at: usize) -> Option<Domain> {
        let (column, bounds) = (self.shape.columns.get(at)?, self.bounds.get(at)?);
        if let Some(recipe) = self.said.get(&at) {
            return said_domain((*recipe)?, &column.r#type);
        }
        if let Some(values) = listed(column, bounds) {
            return Some(Domain::These(values));
        }
        let size = 40_000;
        let first_day = i64::from(self.last_day) - 3 * 365;
        Some(match column.r#type.base() {
            ValueType::Bool => Domain::These(vec![Value::Bool(false), Value::Bool(true)]),
            ValueType::Int { bits } => {
                let most = (1_i64 << (bits - 1).min(62)) - 1;
                let low = bounds.low.map_or(1, whole);
                let high = bounds.high.map_or(most, whole).min(most);
                Domain::Integers {
                    first: low,
                    last: high.max(low),
                }
            }
            ValueType::Date => Domain::Days {
                first: self.last_day,
                size,
                back: true,
            },
            ValueType::Timestamp => Domain::Moments {
                first: first_day * DAY,
                step: 60_000_000,
                size: 3 * 365 * 24 * 60,
            },
            _ => return None,
        })
    }
}
