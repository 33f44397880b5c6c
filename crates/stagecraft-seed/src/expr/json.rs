//! Looking into JSON, as checks do.

use serde_json::Value;

use crate::datum::{Datum, Number};

/// Returns what a function says about a JSON value.
pub(super) fn about(name: &str, datum: &Datum) -> Option<Datum> {
    let Datum::Json(value) = datum else {
        return None;
    };
    if name.ends_with("_typeof") {
        return Some(Datum::text(type_of(value)));
    }
    match value {
        Value::Array(items) => i128::try_from(items.len()).ok().map(Datum::Int),
        _ => None,
    }
}

/// Returns what `jsonb_typeof()` says.
pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Returns a small value of a type that `jsonb_typeof()` names.
pub(super) fn sample(type_name: &str) -> Option<Value> {
    Some(match type_name {
        "null" => Value::Null,
        "boolean" => Value::Bool(true),
        "number" => Value::from(1),
        "string" => Value::from("value"),
        "array" => Value::Array(Vec::new()),
        "object" => Value::Object(serde_json::Map::new()),
        _ => return None,
    })
}

/// Returns what an operator finds in a JSON value.
pub(super) fn operator(name: &str, value: &Value, argument: &Datum) -> Option<Datum> {
    match name {
        "->" => Some(match member(value, argument) {
            Some(found) => Datum::Json(found.clone()),
            None => Datum::Null,
        }),
        "->>" => Some(match member(value, argument) {
            None | Some(Value::Null) => Datum::Null,
            Some(Value::String(text)) => Datum::text(text),
            Some(other) => Datum::text(other.to_string()),
        }),
        "?" => {
            let key = argument.as_text()?;
            Some(Datum::Bool(match value {
                Value::Object(fields) => fields.contains_key(key),
                Value::Array(items) => items.iter().any(|it| it.as_str() == Some(key)),
                Value::String(text) => text == key,
                _ => false,
            }))
        }
        "?&" | "?|" => {
            let Datum::List(keys) = argument else {
                return None;
            };
            let mut found = keys
                .iter()
                .map(|it| operator("?", value, it) == Some(Datum::Bool(true)));
            Some(Datum::Bool(if name == "?&" {
                found.all(|it| it)
            } else {
                found.any(|it| it)
            }))
        }
        "@>" => match argument {
            Datum::Json(part) => Some(Datum::Bool(contains(value, part))),
            _ => None,
        },
        _ => None,
    }
}

/// Returns a member by key or place.
fn member<'a>(value: &'a Value, argument: &Datum) -> Option<&'a Value> {
    match (value, argument) {
        (Value::Array(items), Datum::Int(at)) => items.get(usize::try_from(*at).ok()?),
        (Value::Object(fields), key) => fields.get(key.as_text()?),
        _ => None,
    }
}

fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(key, it)| whole.get(key).is_some_and(|found| contains(found, it))),
        (Value::Array(whole), Value::Array(part)) => part
            .iter()
            .all(|it| whole.iter().any(|found| contains(found, it))),
        (whole, part) => whole == part,
    }
}

/// Returns the value with a member set: `null` where there is to be none.
pub(super) fn with_member(value: &Value, key: &Datum, member: Option<Value>) -> Option<Value> {
    let key = key.as_text()?;
    let mut fields = match value {
        Value::Object(fields) => fields.clone(),
        _ => serde_json::Map::new(),
    };
    match member {
        Some(member) => fields.insert(key.to_owned(), member),
        None => fields.remove(key),
    };
    Some(Value::Object(fields))
}

/// Returns a value as JSON.
pub(super) fn of_datum(datum: &Datum) -> Option<Value> {
    Some(match datum {
        Datum::Null => Value::Null,
        Datum::Bool(value) => Value::Bool(*value),
        Datum::Int(value) => Value::from(i64::try_from(*value).ok()?),
        Datum::Number(Number { value, .. }) => serde_json::Number::from_f64(*value)?.into(),
        Datum::Json(value) => value.clone(),
        other => Value::from(other.as_text()?),
    })
}
