//! Whether a type takes a text.

use super::super::near::did_you_mean;
use crate::datum::{Datum, coerce, read};
use crate::types::ValueType;

/// Words that types of times read beside times.
const MOMENTS: [&str; 7] = [
    "infinity",
    "-infinity",
    "epoch",
    "now",
    "today",
    "tomorrow",
    "yesterday",
];

/// Returns why a type takes no such text, and what may have been meant; nothing
/// where it takes it or that is not known.
pub(super) fn complaint(text: &str, of: &ValueType) -> Option<(String, Option<String>)> {
    let plain = |message: &str| Some((message.to_owned(), None));
    let datum = read(text, of);
    let unread = matches!(datum, Datum::Raw(_));
    match of.base() {
        ValueType::Enum(labels) if unread => {
            let labels = labels.iter().map(String::as_str);
            let help = did_you_mean(text, labels.clone());
            let known: Vec<&str> = labels.collect();
            return Some((format!("the labels are {}", known.join(", ")), help));
        }
        ValueType::Bool if unread => return plain("it is true or false"),
        ValueType::Int { .. } if unread => return plain("it is a whole number"),
        ValueType::Int { .. } if coerce(datum.clone(), of).is_none() => {
            return plain("the number does not fit the type");
        }
        ValueType::Numeric(_) | ValueType::Float { .. } | ValueType::Money if unread => {
            return plain("it is a number");
        }
        ValueType::Numeric(Some((precision, scale))) => {
            let whole = precision.saturating_sub(*scale).min(300);
            let limit = 10_f64.powi(i32::try_from(whole).unwrap_or(300));
            if datum
                .as_number()
                .is_some_and(|it| it.is_finite() && it.abs() >= limit)
            {
                return plain("the number does not fit the type");
            }
        }
        ValueType::Json if unread => return plain("it is JSON"),
        ValueType::Uuid if !is_uuid(text) => return plain("it is a UUID"),
        ValueType::Date | ValueType::Timestamp if unread && !is_moment(text) => {
            return plain("it is a date or a moment such as 2026-06-01 or 2026-06-01T12:00:00Z");
        }
        ValueType::Time | ValueType::Interval if unread && !has_digit(text) => {
            return plain("it is a time of day or a length of time");
        }
        ValueType::Text {
            longest: Some(longest),
        } if text.chars().count() > *longest => {
            return Some((format!("it has {longest} characters at most"), None));
        }
        _ => {}
    }
    None
}

/// Returns whether values lie between others.
pub(super) fn has_order(of: &ValueType) -> bool {
    matches!(
        of.base(),
        ValueType::Int { .. }
            | ValueType::Float { .. }
            | ValueType::Numeric(_)
            | ValueType::Money
            | ValueType::Date
            | ValueType::Time
            | ValueType::Timestamp
            | ValueType::Interval
    )
}

fn is_uuid(text: &str) -> bool {
    let digits: Vec<char> = text
        .chars()
        .filter(|it| !matches!(it, '-' | '{' | '}'))
        .collect();
    digits.len() == 32 && digits.iter().all(char::is_ascii_hexdigit)
}

fn is_moment(text: &str) -> bool {
    MOMENTS.contains(&text)
        || text.parse::<jiff::Timestamp>().is_ok()
        || text.parse::<jiff::civil::DateTime>().is_ok()
        || text.parse::<jiff::civil::Date>().is_ok()
}

fn has_digit(text: &str) -> bool {
    text.contains(|it: char| it.is_ascii_digit())
}
