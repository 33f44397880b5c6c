//! Few or many values in a fixed order: what a number becomes in a column that
//! is part of a key.

use stagecraft_copy::Value;

use super::bounds::Bounds;
use super::convert;
use crate::profile::Recipe;
use crate::shape::Column;
use crate::types::ValueType;

/// Values in a fixed order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Domain {
    /// Exactly these.
    These(Vec<Value>),
    /// Whole numbers from the first to the last.
    Integers { first: i64, last: i64 },
    /// Days from the first on, back or forth.
    Days { first: i32, size: u64, back: bool },
    /// Moments, so many microseconds apart.
    Moments { first: i64, step: i64, size: u64 },
}

impl Domain {
    /// Returns how many there are.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::These(values) => u64::try_from(values.len()).unwrap_or(u64::MAX),
            Self::Integers { first, last } => last
                .checked_sub(*first)
                .map_or(u64::MAX, i64::unsigned_abs)
                .saturating_add(1),
            Self::Days { size, .. } | Self::Moments { size, .. } => *size,
        }
    }

    /// Returns the value with a number.
    pub(crate) fn at(&self, number: u64) -> Value {
        match self {
            Self::These(values) => usize::try_from(number)
                .ok()
                .and_then(|it| values.get(it))
                .cloned()
                .unwrap_or_default(),
            Self::Integers { first, .. } => Value::Int(first.saturating_add_unsigned(number)),
            Self::Days { first, back, .. } => {
                let days = i32::try_from(number).unwrap_or(i32::MAX);
                Value::Date(if *back {
                    first.saturating_sub(days)
                } else {
                    first.saturating_add(days)
                })
            }
            Self::Moments { first, step, .. } => {
                let steps = i64::try_from(number).unwrap_or(i64::MAX);
                Value::Timestamp(first.saturating_add(step.saturating_mul(steps)))
            }
        }
    }
}

/// Returns the values that a profile gives a column, in an order.
pub(super) fn said_domain(recipe: &Recipe, of: &ValueType) -> Option<Domain> {
    let convert = |it: &String| convert::from_text(it, of);
    Some(match recipe {
        Recipe::Value(Some(text)) => Domain::These(vec![convert(text)]),
        Recipe::OneOf(choices) => Domain::These(choices.iter().map(|it| convert(&it.0)).collect()),
        Recipe::Between { min, max, .. } => match (convert(min), convert(max)) {
            (Value::Int(first), Value::Int(last)) => Domain::Integers { first, last },
            (Value::Date(first), Value::Date(last)) => Domain::Days {
                first: last,
                size: u64::try_from(i64::from(last) - i64::from(first) + 1).ok()?,
                back: true,
            },
            _ => return None,
        },
        _ => return None,
    })
}

/// Returns the values that are left to a column, if they are few.
pub(crate) fn listed(column: &Column, bounds: &Bounds) -> Option<Vec<Value>> {
    let of = &column.r#type;
    let convert = |it: &crate::datum::Datum| convert::value(it, of);
    if !column.choices.is_empty() {
        return Some(column.choices.iter().map(convert).collect());
    }
    if let Some(list) = &bounds.list {
        let values = list.iter().cloned();
        let values = values.filter_map(|it| crate::datum::coerce(it, of));
        return Some(values.map(|it| convert(&it)).collect());
    }
    match of.base() {
        ValueType::Enum(labels) => Some(labels.iter().map(|it| Value::Text(it.clone())).collect()),
        _ => None,
    }
}

/// Returns the whole number in a bound.
pub(crate) fn whole(bound: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    let whole = bound as i64;
    whole
}
