//! What checks and partitions say of one column: ends, lengths, lists.

use crate::datum::Datum;
use crate::expr::{Comparison, Expr};
use crate::shape::Shape;
use crate::types::ValueType;

/// The ends of a column's values, as far as checks say them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) shortest: Option<usize>,
    pub(crate) longest: Option<usize>,
    /// The values that are left, if they are listed.
    pub(crate) list: Option<Vec<Datum>>,
}

impl Bounds {
    /// Narrows the bounds of a column by a condition that has to hold.
    /// `step` is the difference between two values: that much less than `< 5`.
    pub(crate) fn narrow(&mut self, condition: &Expr, column: usize, step: f64) {
        match condition {
            Expr::And(all) => {
                for it in all {
                    self.narrow(it, column, step);
                }
            }
            // `x is null or x > 0`; of `x = 1 or x = 2`, the list.
            Expr::Or(ways) => {
                let values: Option<Vec<_>> = ways.iter().map(|it| equal(it, column)).collect();
                if let Some(values) = values {
                    self.list = Some(values);
                    return;
                }
                let rest: Vec<_> = ways
                    .iter()
                    .filter(|it| !matches!(it, Expr::IsNull(inner) if bare(inner) == Some(column)))
                    .collect();
                if rest.len() < ways.len()
                    && let [only] = rest.as_slice()
                {
                    self.narrow(only, column, step);
                }
            }
            Expr::Compare(comparison, left, right) => {
                self.compare(*comparison, left, right, column, step);
                self.compare(comparison.turned(), right, left, column, step);
            }
            Expr::Quantified {
                comparison: Comparison::Equal,
                all: false,
                left,
                list,
            } if bare(left) == Some(column) => {
                if let Some(Datum::List(items)) = list.eval(&[]) {
                    self.list = Some(items);
                }
            }
            _ => {}
        }
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        left: &Expr,
        right: &Expr,
        column: usize,
        step: f64,
    ) {
        let Some(value) = right.eval(&[]) else {
            return;
        };
        if bare(left) == Some(column) {
            if comparison == Comparison::Equal && !value.is_null() {
                self.list = Some(vec![value.clone()]);
            }
            let Some(value) = number(&value) else {
                return;
            };
            match comparison {
                Comparison::Greater => self.at_least(value + step),
                Comparison::GreaterOrEqual => self.at_least(value),
                Comparison::Less => self.at_most(value - step),
                Comparison::LessOrEqual => self.at_most(value),
                Comparison::Equal | Comparison::NotEqual => {}
            }
        } else if length_of(left) == Some(column)
            && let Datum::Int(value) = value
            && let Ok(value) = usize::try_from(value)
        {
            match comparison {
                Comparison::Greater => self.longer(value + 1),
                Comparison::GreaterOrEqual => self.longer(value),
                Comparison::Less => self.shorter(value.saturating_sub(1)),
                Comparison::LessOrEqual => self.shorter(value),
                Comparison::Equal => {
                    self.longer(value);
                    self.shorter(value);
                }
                Comparison::NotEqual => {}
            }
        }
    }

    pub(crate) fn at_least(&mut self, value: f64) {
        self.low = Some(self.low.map_or(value, |it| it.max(value)));
    }

    pub(crate) fn at_most(&mut self, value: f64) {
        self.high = Some(self.high.map_or(value, |it| it.min(value)));
    }

    fn longer(&mut self, value: usize) {
        self.shortest = Some(self.shortest.map_or(value, |it| it.max(value)));
    }

    fn shorter(&mut self, value: usize) {
        self.longest = Some(self.longest.map_or(value, |it| it.min(value)));
    }
}

/// Returns what checks and partitions say of each column.
pub(super) fn bounds_of(shape: &Shape) -> Vec<Bounds> {
    let mut all = vec![Bounds::default(); shape.columns.len()];
    for (at, bounds) in all.iter_mut().enumerate() {
        let Some(column) = shape.columns.get(at) else {
            continue;
        };
        let step = step(&column.r#type);
        for check in &shape.checks {
            if let Some((condition, place)) = check.of_column(at) {
                bounds.narrow(condition, place, step);
            }
        }
        partition_bounds(shape, at, step, bounds);
    }
    all
}

/// Narrows a column to where partitions are.
fn partition_bounds(shape: &Shape, at: usize, step: f64, bounds: &mut Bounds) {
    let partitions = shape.partitions.as_deref().unwrap_or_default();
    let mut each: Vec<Bounds> = Vec::new();
    for condition in partitions {
        let mut one = Bounds::default();
        one.narrow(condition, at, step);
        if one != Bounds::default() {
            each.push(one);
        }
    }
    let lows: Option<Vec<f64>> = each.iter().map(|it| it.low).collect();
    let highs: Option<Vec<f64>> = each.iter().map(|it| it.high).collect();
    if let (Some(lows), Some(highs)) = (lows, highs)
        && !lows.is_empty()
    {
        bounds.at_least(lows.iter().copied().fold(f64::INFINITY, f64::min));
        bounds.at_most(highs.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    }
    let lists: Option<Vec<_>> = each.iter().map(|it| it.list.clone()).collect();
    if let Some(lists) = lists.filter(|it| !it.is_empty()) {
        bounds.list = Some(lists.into_iter().flatten().collect());
    }
}

/// Returns the difference between two values of a type.
pub(crate) fn step(of: &ValueType) -> f64 {
    match of.base() {
        ValueType::Numeric(Some((_, scale))) => {
            let scale = i32::try_from(*scale).unwrap_or(0).min(6);
            1.0 / f64::from(10_i32.pow(u32::try_from(scale).unwrap_or(0)))
        }
        ValueType::Numeric(None) | ValueType::Money => 0.01,
        ValueType::Float { .. } => 1e-6,
        _ => 1.0,
    }
}

/// Returns what a condition says that a column is.
fn equal(condition: &Expr, column: usize) -> Option<Datum> {
    match condition {
        Expr::Compare(Comparison::Equal, left, right) if bare(left) == Some(column) => {
            right.eval(&[]).filter(|it| !it.is_null())
        }
        _ => None,
    }
}

/// Returns the column that an expression is, casts aside.
pub(crate) fn bare(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Column(n) => Some(*n),
        Expr::Cast(inner, _) => bare(inner),
        _ => None,
    }
}

fn length_of(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Call(name, arguments)
            if matches!(
                name.as_str(),
                "length" | "char_length" | "character_length" | "octet_length" | "bit_length"
            ) =>
        {
            match arguments.as_slice() {
                [only] => bare(only).or_else(|| trimmed(only)),
                _ => None,
            }
        }
        Expr::Cast(inner, _) => length_of(inner),
        _ => None,
    }
}

fn trimmed(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Call(name, arguments) if matches!(name.as_str(), "btrim" | "ltrim" | "rtrim") => {
            bare(arguments.first()?)
        }
        _ => None,
    }
}

/// Returns a number, or a moment in microseconds since 1970.
fn number(value: &Datum) -> Option<f64> {
    match value {
        Datum::Moment(it) if !it.is_infinite() => {
            #[expect(clippy::cast_precision_loss, reason = "moments of our time fit")]
            let micros = it.0 as f64;
            Some(micros)
        }
        #[expect(clippy::cast_precision_loss, reason = "less than a day")]
        Datum::Clock(micros) => Some(*micros as f64),
        other => other.as_number(),
    }
}
