//! From text, or from a value of another type, to a value of a type.

use super::moment::{Moment, Span, clock};
use super::{Datum, Number};
use crate::types::ValueType;

/// Reads what the server writes for a value of the type; what it writes
/// differently stays text.
pub(crate) fn read(text: &str, of: &ValueType) -> Datum {
    let raw = || Datum::Raw(text.to_owned());
    match of.base() {
        ValueType::Bool => match text.trim() {
            "t" | "true" | "on" | "yes" | "1" => Datum::Bool(true),
            "f" | "false" | "off" | "no" | "0" => Datum::Bool(false),
            _ => raw(),
        },
        ValueType::Int { .. } => text.trim().parse().map_or_else(|_| raw(), Datum::Int),
        ValueType::Float { .. } | ValueType::Numeric(_) => {
            Number::of_text(text).map_or_else(raw, Datum::Number)
        }
        ValueType::Money => {
            let digits: String = text.chars().filter(|it| !matches!(it, '$' | ',')).collect();
            Number::of_text(&digits).map_or_else(raw, Datum::Number)
        }
        ValueType::Text { .. } => Datum::text(text),
        ValueType::Uuid => Datum::text(text.to_ascii_lowercase()),
        ValueType::Date | ValueType::Timestamp => {
            Moment::read(text).map_or_else(raw, Datum::Moment)
        }
        ValueType::Time => clock(text).map_or_else(raw, Datum::Clock),
        ValueType::Interval => Span::read(text).map_or_else(raw, Datum::Span),
        ValueType::Json => serde_json::from_str(text).map_or_else(|_| raw(), Datum::Json),
        ValueType::Enum(labels) => match labels.iter().position(|it| it == text) {
            Some(rank) => Datum::Label(rank, text.to_owned()),
            None => raw(),
        },
        ValueType::Array(element) => list(text, element).unwrap_or_else(raw),
        _ => raw(),
    }
}

/// Turns a value into one of the type, as a cast would; nothing where that
/// takes more than is known here.
pub(crate) fn coerce(datum: Datum, to: &ValueType) -> Option<Datum> {
    let to = to.base();
    Some(match (datum, to) {
        (Datum::Null, _) => Datum::Null,
        (Datum::Int(value), ValueType::Int { bits }) => {
            let limit = 1_i128 << (bits - 1);
            if value < -limit || value >= limit {
                return None;
            }
            Datum::Int(value)
        }
        (Datum::Number(number), ValueType::Int { bits }) => {
            #[expect(clippy::cast_possible_truncation, reason = "as a cast to integer does")]
            let value = number.value.round() as i128;
            return coerce(Datum::Int(value), &ValueType::Int { bits: *bits });
        }
        (Datum::Int(value), ValueType::Numeric(_) | ValueType::Float { .. } | ValueType::Money) => {
            Datum::Number(Number::of_text(&value.to_string())?)
        }
        (Datum::Number(number), ValueType::Numeric(Some((_, scale)))) => {
            let places = usize::try_from(*scale).ok()?;
            let rounded = format!("{:.places$}", number.value);
            match Number::of_text(&rounded) {
                Some(it) if it != number => Datum::Number(it),
                _ => Datum::Number(number),
            }
        }
        (Datum::Text(text), ValueType::Text { longest, .. }) => match longest {
            Some(longest) => Datum::Text(text.chars().take(*longest).collect()),
            None => Datum::Text(text),
        },
        (Datum::Moment(moment), ValueType::Date) => Datum::Moment(moment.midnight()),
        // A label without a text is the one at that place.
        (Datum::Label(rank, text), ValueType::Enum(labels))
            if labels
                .get(rank)
                .is_some_and(|it| text.is_empty() || *it == text) =>
        {
            Datum::Label(rank, labels.get(rank)?.clone())
        }
        (Datum::List(items), ValueType::Array(element)) => Datum::List(
            items
                .into_iter()
                .map(|it| coerce(it, element))
                .collect::<Option<_>>()?,
        ),
        (
            datum @ Datum::Number(_),
            ValueType::Numeric(None) | ValueType::Float { .. } | ValueType::Money,
        )
        | (datum @ Datum::Bool(_), ValueType::Bool)
        | (datum @ Datum::Text(_), ValueType::Uuid)
        | (datum @ Datum::Moment(_), ValueType::Timestamp)
        | (datum @ Datum::Clock(_), ValueType::Time)
        | (datum @ Datum::Span(_), ValueType::Interval)
        | (datum @ Datum::Json(_), ValueType::Json)
        | (datum @ Datum::Record(_), ValueType::Composite(_)) => datum,
        // By way of text.
        (Datum::Json(serde_json::Value::String(text)), ValueType::Text { .. }) => {
            Datum::Text(format!("\"{text}\""))
        }
        (datum, ValueType::Text { .. }) => Datum::Text(datum.literal(&source(&datum))?),
        (Datum::Text(text) | Datum::Label(_, text) | Datum::Raw(text), to) => {
            match (read(&text, to), to) {
                (
                    Datum::Raw(_),
                    ValueType::Bool
                    | ValueType::Int { .. }
                    | ValueType::Float { .. }
                    | ValueType::Numeric(_)
                    | ValueType::Money
                    | ValueType::Enum(_)
                    | ValueType::Json,
                ) => return None,
                (datum, _) => datum,
            }
        }
        _ => return None,
    })
}

/// Returns a type whose text form a value has of itself.
fn source(datum: &Datum) -> ValueType {
    match datum {
        Datum::Moment(_) => ValueType::Timestamp,
        _ => ValueType::text(),
    }
}

/// Reads `{a,"b c",NULL}`; arrays of arrays are not looked into.
fn list(text: &str, element: &ValueType) -> Option<Datum> {
    let inside = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut items = Vec::new();
    let mut rest = inside.chars().peekable();
    while rest.peek().is_some() {
        let mut item = String::new();
        let quoted = rest.next_if_eq(&'"').is_some();
        loop {
            match rest.next() {
                None => break,
                Some('{') if !quoted => return None,
                Some('"') if quoted => {
                    rest.next_if_eq(&',');
                    break;
                }
                Some(',') if !quoted => break,
                Some('\\') => item.extend(rest.next()),
                Some(other) => item.push(other),
            }
        }
        items.push(if !quoted && item.eq_ignore_ascii_case("null") {
            Datum::Null
        } else {
            read(&item, element)
        });
    }
    Some(Datum::List(items))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn arrays_are_read_as_they_are_written() {
        let array = ValueType::Array(Arc::new(ValueType::text()));
        let text = r#"{a,"b \"c\",\\",NULL,"NULL"}"#;
        let expected = Datum::List(vec![
            Datum::text("a"),
            Datum::text(r#"b "c",\"#),
            Datum::Null,
            Datum::text("NULL"),
        ]);
        assert_eq!(read(text, &array), expected);
        assert_eq!(read("{}", &array), Datum::List(vec![]));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let small = ValueType::Int { bits: 16 };
        assert_eq!(coerce(Datum::Int(40_000), &small), None);
        assert_eq!(coerce(Datum::text("7"), &small), Some(Datum::Int(7)));
        assert_eq!(coerce(Datum::text("x"), &small), None);
        let scaled = ValueType::Numeric(Some((4, 1)));
        let datum = coerce(Datum::Number(Number::of(1.26)), &scaled).unwrap();
        assert_eq!(datum.literal(&scaled).unwrap(), "1.3");
    }
}
