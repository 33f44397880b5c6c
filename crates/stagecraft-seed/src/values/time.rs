//! Dates, times and intervals.

use super::Spot;
use crate::datum::{Datum, Moment, Span};
use crate::types::ValueType;

/// 2024-01-01.
const FIRST_DAY: i64 = 19_723;
const HOUR: i64 = 3_600_000_000;

/// What the name of a column that ends something holds.
const ENDS: [&str; 12] = [
    "end",
    "ends",
    "ended",
    "until",
    "expires",
    "expiry",
    "finished",
    "closed",
    "completed",
    "to",
    "updated",
    "deleted",
];

fn is_end(name: &str) -> bool {
    name.to_ascii_lowercase()
        .split('_')
        .any(|it| ENDS.contains(&it))
}

/// Returns a moment of 2024; every row has days of its own, so that what lies
/// between two columns overlaps no other row's.
pub(super) fn moment(of: &ValueType, spot: &Spot<'_>) -> Datum {
    let number = i64::try_from(spot.number()).unwrap_or_default();
    let end = is_end(spot.name);
    let day = Moment::of_day(FIRST_DAY + 3 * number + i64::from(end));
    Datum::Moment(match of {
        ValueType::Date => day,
        _ => Moment(day.0 + if end { 17 } else { 9 } * HOUR),
    })
}

pub(super) fn moments(of: &ValueType) -> Vec<Datum> {
    let mut edges = vec![
        Moment::INFINITY,
        Moment::of_day(-719_162),
        Moment::of_day(2_932_896),
        Moment::MINUS_INFINITY,
        Moment::of_day(0),
    ];
    if matches!(of, ValueType::Timestamp) {
        // The last microsecond of a leap day.
        edges.push(Moment(Moment::of_day(19_783).0 - 1));
    }
    edges.into_iter().map(Datum::Moment).collect()
}

pub(super) fn clock(spot: &Spot<'_>) -> Datum {
    let number = i64::try_from(spot.number()).unwrap_or_default();
    let hour = if is_end(spot.name) { 12 } else { 0 };
    Datum::Clock((hour + number % 12) * HOUR + number / 12 % 60 * HOUR / 60)
}

pub(super) fn clocks() -> Vec<Datum> {
    vec![
        Datum::Clock(24 * HOUR),
        Datum::Clock(0),
        Datum::Clock(24 * HOUR - 1),
    ]
}

pub(super) fn span(spot: &Spot<'_>) -> Datum {
    Datum::Span(Span {
        days: i32::try_from(spot.number() + 1).unwrap_or(1),
        ..Span::default()
    })
}

pub(super) fn spans() -> Vec<Datum> {
    let span = |months, days, micros| {
        Datum::Span(Span {
            months,
            days,
            micros,
        })
    };
    vec![
        span(0, 0, 0),
        span(12_000, 0, 0),
        span(-1, 1, -1),
        span(1, -30, 1),
    ]
}
