//! How a column is made when nothing else says it: from its type, its name and
//! its checks.

use std::sync::Arc;

use stagecraft_copy::Value;
use stagecraft_model::QualifiedName;

use super::Grade;
use super::bounds::{Bounds, step};
use super::convert::EPOCH;
use super::domain::{listed, whole};
use super::maker::Maker;
use super::moment;
use super::number;
use super::own::{DAY, Json, Own, Slot};
use crate::draw::Draw;
use crate::looks::{self, Look};
use crate::random::{Key, Season};
use crate::shape::{Column, Source};
use crate::types::ValueType;

/// What is known of a column besides itself.
pub(crate) struct Hints<'a> {
    pub(crate) table: &'a QualifiedName,
    pub(crate) seed: u64,
    /// When data ends, in microseconds since 2000.
    pub(crate) end: i64,
    /// Whether the row's number has to make its values distinct.
    pub(crate) distinct: bool,
    pub(crate) bounds: &'a Bounds,
    pub(crate) key: Key,
    /// The share of nulls, if the profile says it.
    pub(crate) null: Option<f64>,
    /// How much of the row is made.
    pub(crate) grade: Grade,
    /// The values that keep rows out of a partial index.
    pub(crate) only: Option<&'a [Value]>,
}

/// Data of this time before its end.
const PERIOD: i64 = 365 * DAY;

/// Returns how a column is made.
pub(crate) fn choose(column: &Column, hints: &Hints<'_>) -> Maker {
    if !column.is_written() {
        return Maker::Unwritten;
    }
    if hints.null.is_some_and(|it| it >= 1.0) {
        return Maker::Null;
    }
    if let Some(only) = hints.only {
        return Maker::Own {
            own: falling(only.to_vec()),
            null: 0.0,
            key: hints.key,
        };
    }
    let name = column.name.as_str();
    let null = if column.not_null || hints.distinct {
        0.0
    } else {
        hints.null.unwrap_or_else(|| null_share(column))
    };
    if hints.grade >= Grade::Defaults && !hints.distinct {
        match column.source {
            Source::Default(_) | Source::Sequence | Source::Identity => return Maker::Unwritten,
            _ if hints.grade == Grade::Bare && !column.not_null => return Maker::Null,
            _ => {}
        }
    }
    let own = if hints.grade == Grade::Bare && !hints.distinct {
        Some(plain(hints, name, &column.r#type, 0))
    } else {
        own(column, hints, &column.r#type)
    };
    match own {
        // A default that the server computes knows better than samples do.
        None if matches!(column.source, Source::Default(_) | Source::Sequence) => Maker::Unwritten,
        None if !column.not_null => Maker::Null,
        own => Maker::Own {
            own: own.unwrap_or_else(|| plain(hints, name, &column.r#type, 0)),
            null,
            key: hints.key,
        },
    }
}

/// Returns samples of the type, whatever it is.
pub(crate) fn plain(hints: &Hints<'_>, name: &str, of: &ValueType, salt: usize) -> Own {
    Own::Plain {
        of: Arc::new(of.clone()),
        name: Arc::from(name),
        draw: Draw::of(hints.seed)
            .named(&hints.table.to_string())
            .named(name),
        salt,
    }
}

fn own(column: &Column, hints: &Hints<'_>, of: &ValueType) -> Option<Own> {
    let name = column.name.as_str();
    if !hints.distinct
        && let Some(values) = listed(column, hints.bounds)
    {
        return Some(falling(values));
    }
    Some(match of.base() {
        ValueType::Bool => Own::Bool {
            share: match &column.source {
                Source::Default(Some(crate::datum::Datum::Bool(true))) => 0.85,
                Source::Default(Some(crate::datum::Datum::Bool(false))) => 0.15,
                _ => 0.3,
            },
        },
        ValueType::Int { .. } | ValueType::Numeric(_) if hints.distinct => Own::Serial {
            first: hints.bounds.low.map_or(1, whole).max(1),
            is_decimal: matches!(of.base(), ValueType::Numeric(_)),
        },
        ValueType::Int { .. }
        | ValueType::Float { .. }
        | ValueType::Numeric(_)
        | ValueType::Money => return number::number(name, of, hints.bounds),
        ValueType::Text { longest } => text(column, hints, *longest),
        ValueType::Uuid => Own::Uuid,
        ValueType::Bytea => Own::Bytes { length: 16 },
        ValueType::Date | ValueType::Timestamp => times(column, hints),
        ValueType::Time => Own::Time,
        ValueType::Interval => Own::Interval,
        ValueType::Json => json(column),
        ValueType::Array(element) => list(column, hints, element)?,
        ValueType::Range(bound) => slots(bound, hints)?,
        ValueType::Vector { dimensions } => Own::Vector {
            dimensions: *dimensions,
        },
        ValueType::Enum(_) => return None,
        ValueType::Named(_)
        | ValueType::Bits { .. }
        | ValueType::Composite(_)
        | ValueType::Multirange(_)
        | ValueType::Domain(_) => plain(hints, name, of, 0),
    })
}

/// Returns how a text is made: what its name says, as long as it may be.
fn text(column: &Column, hints: &Hints<'_>, longest: Option<usize>) -> Own {
    let longest = match (longest, hints.bounds.longest) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let mut look = looks::guess(hints.table.name.as_str(), column.name.as_str());
    let shortest = hints.bounds.shortest.unwrap_or(0);
    if shortest > 40 {
        look = Look::Paragraph;
    }
    // What there are few of, countries or colours, can't be distinct.
    if hints.distinct && look.domain(longest) < 1 << 32 {
        look = Look::Code;
    }
    Own::Look {
        look,
        longest,
        distinct: hints.distinct,
    }
}

/// Returns the first value for half of the rows, the next for half of the rest.
pub(crate) fn falling(values: Vec<Value>) -> Own {
    let mut sum = 0;
    let mut share: u64 = 1 << 12;
    let choices = values
        .into_iter()
        .map(|it| {
            sum += share;
            share = (share * 2 / 3).max(64);
            (sum, it)
        })
        .collect();
    Own::Choice(Arc::new(choices))
}

fn times(column: &Column, hints: &Hints<'_>) -> Own {
    let bound = |it: Option<f64>| it.map(|it| whole(it).saturating_sub(EPOCH));
    let (low, high) = (bound(hints.bounds.low), bound(hints.bounds.high));
    let mut to = high.map_or(hints.end, |it| it.min(hints.end));
    let mut from = to - PERIOD;
    if let Some(low) = low {
        from = from.max(low);
        if from >= to {
            to = high.unwrap_or(low + PERIOD);
            from = low;
        }
    }
    let is_date = matches!(column.r#type.base(), ValueType::Date);
    let rank = moment::rank(column.name.as_str());
    Own::Moment {
        season: Arc::new(Season::new(from, to.max(from + 1), 1.5, !is_date, &[])),
        rank,
        is_date,
        latest: to - 1,
    }
}

fn json(column: &Column) -> Own {
    use crate::datum::Datum;
    match &column.source {
        Source::Default(Some(Datum::Json(serde_json::Value::Array(_)))) => Own::Json(Json::List),
        _ => Own::Json(Json::Object),
    }
}

fn list(column: &Column, hints: &Hints<'_>, element: &ValueType) -> Option<Own> {
    let of = match element.base() {
        ValueType::Text { longest } => {
            let look = match looks::guess(hints.table.name.as_str(), column.name.as_str()) {
                Look::Plain(_) | Look::Sentence | Look::Paragraph | Look::Title => Look::Word,
                other => other,
            };
            Own::Look {
                look,
                longest: *longest,
                distinct: false,
            }
        }
        // Such a list has no binary form: it is sent as text.
        ValueType::Enum(labels) => return Some(falling(some_of(labels, &column.r#type))),
        ValueType::Uuid => Own::Uuid,
        ValueType::Int { .. } | ValueType::Numeric(_) | ValueType::Float { .. } => {
            number::number(column.name.as_str(), element, &of_domains(element))?
        }
        // Of other elements: none, or samples.
        _ => return Some(plain(hints, column.name.as_str(), &column.r#type, 0)),
    };
    Some(Own::List {
        of: Box::new(of),
        most: 4,
    })
}

/// Returns what the checks of a type's domains say of its values.
fn of_domains(of: &ValueType) -> Bounds {
    let mut bounds = Bounds::default();
    let mut of = of;
    while let ValueType::Domain(domain) = of {
        for (_, check) in &domain.checks {
            bounds.narrow(check, 0, step(&domain.base));
        }
        of = &domain.base;
    }
    bounds
}

/// Returns lists of one label, and of two neighbours.
fn some_of(labels: &[String], of: &ValueType) -> Vec<Value> {
    let label = |it: &String| crate::datum::Datum::Label(0, it.clone());
    let ones = labels.chunks(1);
    let lists = ones.chain(labels.windows(2));
    lists
        .map(|it| crate::datum::Datum::List(it.iter().map(label).collect()))
        .filter_map(|it| it.literal(of).map(Value::Literal))
        .collect()
}

fn slots(bound: &ValueType, hints: &Hints<'_>) -> Option<Own> {
    let (first, width, of) = match bound.base() {
        ValueType::Int { .. } => (1, 10, Slot::Int),
        ValueType::Numeric(_) => (1, 10, Slot::Decimal),
        ValueType::Date => ((hints.end - PERIOD) / DAY, 1, Slot::Date),
        ValueType::Timestamp => (hints.end - PERIOD, 3_600_000_000, Slot::Moment),
        _ => return None,
    };
    Some(Own::Slots { first, width, of })
}

/// Returns the share of rows in which a column is null, if it may be.
fn null_share(column: &Column) -> f64 {
    if column.key || column.steady {
        return 0.0;
    }
    match column.r#type.base() {
        ValueType::Date | ValueType::Timestamp => {
            moment::null_share(moment::rank(column.name.as_str()))
        }
        _ => 0.1,
    }
}
