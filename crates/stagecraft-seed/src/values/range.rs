//! Ranges and multiranges; those of two rows do not overlap.

use super::Spot;
use super::time::moment;
use crate::datum::{Datum, Moment, Number};
use crate::types::ValueType;

const DAY: i64 = 86_400_000_000;

/// Returns where a row's range starts and ends.
fn bounds(subtype: &ValueType, spot: &Spot<'_>) -> Option<(String, String)> {
    let number = i64::try_from(spot.number()).unwrap_or_default();
    let (low, high) = match subtype.base() {
        ValueType::Int { .. } => (
            Datum::Int(i128::from(number * 10 + 1)),
            Datum::Int(i128::from(number * 10 + 6)),
        ),
        ValueType::Float { .. } | ValueType::Numeric(_) | ValueType::Money => {
            let at = |it: i64| Number::of_text(&it.to_string()).map(Datum::Number);
            (at(number * 10)?, at(number * 10 + 5)?)
        }
        of @ (ValueType::Date | ValueType::Timestamp) => {
            let Datum::Moment(low) = moment(of, spot) else {
                return None;
            };
            (Datum::Moment(low), Datum::Moment(Moment(low.0 + DAY)))
        }
        ValueType::Time => (
            Datum::Clock(number * 60_000_000 % DAY),
            Datum::Clock((number * 60_000_000 + 30_000_000) % DAY),
        ),
        ValueType::Text { .. } => (
            Datum::Text(format!("a{number:06}")),
            Datum::Text(format!("a{:06}", number + 1)),
        ),
        _ => return None,
    };
    Some((low.literal(subtype)?, high.literal(subtype)?))
}

pub(super) fn plain(subtype: &ValueType, spot: &Spot<'_>) -> Datum {
    Datum::Raw(match bounds(subtype, spot) {
        Some((low, high)) => format!("[\"{low}\",\"{high}\")"),
        None => "empty".to_owned(),
    })
}

pub(super) fn several(subtype: &ValueType, spot: &Spot<'_>) -> Datum {
    Datum::Raw(match bounds(subtype, spot) {
        Some((low, high)) => format!("{{[\"{low}\",\"{high}\")}}"),
        None => "{}".to_owned(),
    })
}

/// Returns ranges that are empty or open.
pub(super) fn edges(subtype: &ValueType, spot: &Spot<'_>) -> Vec<Datum> {
    let mut edges = vec!["empty".to_owned(), "(,)".to_owned()];
    if let Some((low, high)) = bounds(subtype, spot) {
        edges.push(format!("[\"{low}\",)"));
        edges.push(format!("(,\"{high}\"]"));
    }
    edges.into_iter().map(Datum::Raw).collect()
}
