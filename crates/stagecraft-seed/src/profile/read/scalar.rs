//! Single values: text as a type reads it, numbers, moments.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SpanRelativeTo, Timestamp};
use stagecraft_model::QualifiedName;
use toml::de::DeValue;

use super::super::ProfileError;
use super::super::name::qualified;
use super::super::place::Place;
use super::fields::{Value, article};

/// Returns the text of a scalar as a type would read it; `None` for what is none.
pub(super) fn text_of(value: &Value<'_>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.as_ref().to_owned()),
        DeValue::Integer(number) => i128::from_str_radix(number.as_str(), number.radix())
            .ok()
            .map(|it| it.to_string()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(value) => Some(value.to_string()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// Returns a value of a column: a scalar, or `None` for `{ null = true }`.
pub(super) fn cell(place: &Place<'_>, value: &Value<'_>) -> Result<Option<String>, ProfileError> {
    if let Some(text) = text_of(value) {
        return Ok(Some(text));
    }
    if let Some(table) = value.get_ref().as_table()
        && table.len() == 1
        && table.get("null").and_then(|it| it.get_ref().as_bool()) == Some(true)
    {
        return Ok(None);
    }
    Err(place.error(
        value.span(),
        "a value is written as the column's type reads it: text such as '{a,b}' for an array, \
         '{\"a\": 1}' for JSON, { null = true } for null",
    ))
}

pub(super) fn string(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
) -> Result<String, ProfileError> {
    value
        .get_ref()
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| other_type(place, value, what, "text"))
}

pub(super) fn number(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
) -> Result<f64, ProfileError> {
    let text = match value.get_ref() {
        DeValue::Integer(_) | DeValue::Float(_) => text_of(value),
        _ => None,
    };
    text.and_then(|it| it.parse().ok())
        .filter(|it: &f64| it.is_finite())
        .ok_or_else(|| other_type(place, value, what, "a number"))
}

/// Returns a number that lies in a range; `range` says so in words.
pub(super) fn number_in(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
    range: &str,
    allowed: impl Fn(f64) -> bool,
) -> Result<f64, ProfileError> {
    let found = number(place, value, what)?;
    if allowed(found) {
        Ok(found)
    } else {
        Err(place.error(value.span(), format!("{what} is {range}, not {found}")))
    }
}

pub(super) fn whole(place: &Place<'_>, value: &Value<'_>, what: &str) -> Result<u64, ProfileError> {
    let text = match value.get_ref() {
        DeValue::Integer(_) => text_of(value),
        _ => None,
    };
    text.and_then(|it| it.parse().ok())
        .ok_or_else(|| other_type(place, value, what, "a whole number from 0 on"))
}

/// Returns a table's name.
pub(super) fn table_name(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
) -> Result<QualifiedName, ProfileError> {
    let text = string(place, value, what)?;
    qualified(&text).ok_or_else(|| {
        place.error(
            value.span(),
            format!("`{text}` is no table's name with its schema, such as \"public.{text}\""),
        )
    })
}

/// Returns a moment; without an offset it is one in UTC.
pub(super) fn moment(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
) -> Result<Timestamp, ProfileError> {
    let text = match value.get_ref() {
        DeValue::String(_) | DeValue::Datetime(_) => text_of(value).unwrap_or_default(),
        _ => return Err(other_type(place, value, what, "a moment")),
    };
    let utc = |it: DateTime| TimeZone::UTC.to_timestamp(it);
    text.parse::<Timestamp>()
        .or_else(|_| text.parse::<DateTime>().and_then(utc))
        .or_else(|_| text.parse::<Date>().and_then(|it| utc(it.at(0, 0, 0, 0))))
        .map_err(|_| {
            place.error(
                value.span(),
                format!("{what} is a moment such as \"2026-06-01T00:00:00Z\", not `{text}`"),
            )
        })
}

/// Returns a length of time in seconds: a number of them, or words.
pub(super) fn seconds(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
) -> Result<f64, ProfileError> {
    let wrong = |found: &str| {
        place.error(
            value.span(),
            format!("{what} is a length of time such as \"2 days\" or \"4h\", not `{found}`"),
        )
    };
    let Some(text) = value.get_ref().as_str() else {
        return number_in(place, value, what, "a number of seconds above 0", |it| {
            it > 0.0
        });
    };
    text.parse::<jiff::Span>()
        .and_then(|it| it.to_duration(SpanRelativeTo::days_are_24_hours()))
        .map(|it| it.as_secs_f64())
        .ok()
        .filter(|it| *it > 0.0)
        .ok_or_else(|| wrong(text))
}

pub(super) fn other_type(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
    expected: &str,
) -> ProfileError {
    let found = value.get_ref().type_str();
    let shown = match text_of(value) {
        Some(text) => format!("`{text}`"),
        None => format!("{} {found}", article(found)),
    };
    place.error(value.span(), format!("{what} is {expected}, not {shown}"))
}
