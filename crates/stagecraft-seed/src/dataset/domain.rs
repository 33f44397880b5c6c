//! Few or many values in a fixed order: what a number becomes in a column that
//! is part of a key.

use stagecraft_copy::Value;

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
