//! A value as the text that its type reads, and as SQL.

use stagecraft_model::quote_literal;

use super::{Datum, moment};
use crate::types::ValueType;

impl Datum {
    /// Returns the value as SQL, of no type yet: Postgres takes the column's.
    pub(crate) fn sql(&self, of: &ValueType) -> String {
        match self.literal(of) {
            Some(text) => quote_literal(&text),
            None => "null".to_owned(),
        }
    }

    /// Returns the text that the type's input function reads; nothing for
    /// `NULL`.
    pub(crate) fn literal(&self, of: &ValueType) -> Option<String> {
        Some(match self {
            Self::Null => return None,
            Self::Bool(value) => if *value { "true" } else { "false" }.to_owned(),
            Self::Int(value) => value.to_string(),
            Self::Number(number) => number.text.clone(),
            Self::Text(text) | Self::Raw(text) if is_bare(text, of) => {
                let digits = text.bytes().map(|it| format!("{it:02x}"));
                format!("\\x{}", digits.collect::<String>())
            }
            Self::Text(text) | Self::Label(_, text) | Self::Raw(text) => text.clone(),
            Self::Moment(moment) => match of.base() {
                ValueType::Date => moment.date(),
                _ => moment.timestamp(),
            },
            Self::Clock(micros) => moment::clock_text(*micros),
            Self::Span(span) => span.literal(),
            Self::Json(value) => value.to_string(),
            Self::List(items) => list(items, of),
            Self::Record(fields) => record(fields, of),
        })
    }
}

/// Returns whether a text stands for bytes without being their hexadecimal text:
/// a check of lengths is met by padding.
fn is_bare(text: &str, of: &ValueType) -> bool {
    let is_hexadecimal = |it: &str| it.bytes().all(|it| it.is_ascii_hexdigit());
    matches!(of.base(), ValueType::Bytea)
        && !text
            .strip_prefix("\\x")
            .is_some_and(|it| it.len() % 2 == 0 && is_hexadecimal(it))
}

fn list(items: &[Datum], of: &ValueType) -> String {
    let text = ValueType::text();
    let element = match of.base() {
        ValueType::Array(element) => element,
        _ => &text,
    };
    let items: Vec<_> = items
        .iter()
        .map(|it| match it.literal(element) {
            None => "NULL".to_owned(),
            Some(text) => format!("\"{}\"", escaped(&text)),
        })
        .collect();
    format!("{{{}}}", items.join(","))
}

fn record(fields: &[Datum], of: &ValueType) -> String {
    let text = ValueType::text();
    let types = match of.base() {
        ValueType::Composite(types) => types.as_slice(),
        _ => &[],
    };
    let fields: Vec<_> = fields
        .iter()
        .enumerate()
        .map(|(n, it)| match it.literal(types.get(n).unwrap_or(&text)) {
            None => String::new(),
            Some(text) => format!("\"{}\"", escaped(&text)),
        })
        .collect();
    format!("({})", fields.join(","))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn nested_values_keep_quotes_and_backslashes() {
        let array = ValueType::Array(Arc::new(ValueType::text()));
        let datum = Datum::List(vec![
            Datum::text(r#"a"b\c"#),
            Datum::Null,
            Datum::text("NULL"),
        ]);
        assert_eq!(datum.literal(&array).unwrap(), r#"{"a\"b\\c",NULL,"NULL"}"#);
        assert_eq!(datum.sql(&array), r#"E'{"a\\"b\\\\c",NULL,"NULL"}'"#);
    }
}
