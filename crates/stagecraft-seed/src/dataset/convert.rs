//! Between the values that checks look into and those that are sent.

use stagecraft_catalog::Snapshot;
use stagecraft_copy::{Codec, Value};
use stagecraft_model::QualifiedName;

use crate::datum::{Datum, Moment, Number, Span};
use crate::types::{TypeName, ValueType};

/// From 1970-01-01 to 2000-01-01.
pub(crate) const EPOCH_DAYS: i64 = 10_957;
pub(crate) const EPOCH: i64 = EPOCH_DAYS * super::own::DAY;

/// Returns a value as it is sent.
pub(crate) fn value(datum: &Datum, of: &ValueType) -> Value {
    let base = of.base();
    match (datum, base) {
        (Datum::Null, _) => Value::Null,
        (Datum::Bool(it), _) => Value::Bool(*it),
        (Datum::Int(it), ValueType::Int { .. }) => {
            i64::try_from(*it).map_or_else(|_| Value::Literal(it.to_string()), Value::Int)
        }
        (Datum::Int(it), ValueType::Numeric(_)) => Value::Decimal {
            units: *it,
            scale: 0,
        },
        (Datum::Number(it), ValueType::Float { .. }) => Value::Float(it.value),
        (Datum::Int(it), ValueType::Float { .. }) => {
            #[expect(clippy::cast_precision_loss, reason = "the type holds no more")]
            let value = *it as f64;
            Value::Float(value)
        }
        (Datum::Number(it), ValueType::Numeric(_) | ValueType::Money) => {
            decimal(&it.text, matches!(base, ValueType::Money))
                .unwrap_or_else(|| Value::Literal(it.text.clone()))
        }
        (Datum::Text(it), ValueType::Uuid) => {
            uuid(it).map_or_else(|| Value::Literal(it.clone()), Value::Uuid)
        }
        (Datum::Text(it) | Datum::Label(_, it) | Datum::Raw(it), ValueType::Text { .. })
        | (Datum::Label(_, it), _) => Value::Text(it.clone()),
        (Datum::Moment(it), _) if it.is_infinite() => literal(datum, of),
        (Datum::Moment(it), ValueType::Date) => {
            let days = it.0.div_euclid(super::own::DAY) - EPOCH_DAYS;
            i32::try_from(days).map_or(Value::Null, Value::Date)
        }
        (Datum::Moment(it), _) => Value::Timestamp(it.0 - EPOCH),
        (Datum::Clock(it), _) => Value::Time(*it),
        (Datum::Span(it), ValueType::Interval) => Value::Interval {
            months: it.months,
            days: it.days,
            micros: it.micros,
        },
        (Datum::Json(it), _) => Value::Text(printed(it)),
        (Datum::Raw(it), ValueType::Bytea) => {
            // What is no hexadecimal text is a solver's: so many bytes.
            Value::Bytes(bytes(it).unwrap_or_else(|| it.as_bytes().to_vec()))
        }
        (Datum::Text(it), ValueType::Bytea) => Value::Bytes(it.as_bytes().to_vec()),
        (Datum::List(items), ValueType::Array(element)) => {
            let items: Vec<_> = items.iter().map(|it| value(it, element)).collect();
            if items
                .iter()
                .any(|it| matches!(it, Value::Literal(_) | Value::List(_)))
            {
                return literal(datum, of);
            }
            Value::List(items)
        }
        _ => literal(datum, of),
    }
}

fn literal(datum: &Datum, of: &ValueType) -> Value {
    datum.literal(of).map_or(Value::Null, Value::Literal)
}

/// Returns a value as checks look into it.
pub(crate) fn datum(value: &Value, of: &ValueType) -> Datum {
    match value {
        Value::Null => Datum::Null,
        Value::Bool(it) => Datum::Bool(*it),
        Value::Int(it) => Datum::Int(i128::from(*it)),
        Value::Float(it) => Datum::Number(Number::of(*it)),
        Value::Decimal { units, scale } => {
            let text = decimal_text(*units, *scale);
            Number::of_text(&text).map_or(Datum::Raw(text), Datum::Number)
        }
        Value::Text(it) => match of.base() {
            ValueType::Enum(labels) => {
                let at = labels.iter().position(|label| label == it);
                Datum::Label(at.unwrap_or_default(), it.clone())
            }
            ValueType::Json => {
                serde_json::from_str(it).map_or_else(|_| Datum::Raw(it.clone()), Datum::Json)
            }
            _ => Datum::Text(it.clone()),
        },
        Value::Bytes(it) => {
            let mut text = "\\x".to_owned();
            for byte in it {
                text.push_str(&format!("{byte:02x}"));
            }
            Datum::Raw(text)
        }
        Value::Uuid(it) => Datum::Text(uuid_text(*it)),
        Value::Date(it) => Datum::Moment(Moment::of_day(i64::from(*it) + EPOCH_DAYS)),
        Value::Time(it) => Datum::Clock(*it),
        Value::Timestamp(it) => Datum::Moment(Moment(it.saturating_add(EPOCH))),
        Value::Interval {
            months,
            days,
            micros,
        } => Datum::Span(Span {
            months: *months,
            days: *days,
            micros: *micros,
        }),
        Value::List(items) => {
            let text = ValueType::text();
            let element = match of.base() {
                ValueType::Array(element) => element.as_ref(),
                _ => &text,
            };
            Datum::List(items.iter().map(|it| datum(it, element)).collect())
        }
        Value::Literal(it) => crate::datum::read(it, of),
        Value::Range(_) | Value::Vector(_) => Datum::Raw(String::new()),
    }
}

/// Returns a value from the text that its type reads.
pub(crate) fn from_text(text: &str, of: &ValueType) -> Value {
    if let ValueType::Json = of.base() {
        return serde_json::from_str(text).map_or_else(
            |_| Value::Text(text.to_owned()),
            |it| Value::Text(printed(&it)),
        );
    }
    value(&crate::datum::read(text, of), of)
}

fn decimal(text: &str, is_money: bool) -> Option<Value> {
    let text = text.trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut scale = u16::try_from(part.len()).ok()?;
    let mut units: i128 = format!("{whole}{part}").parse().ok()?;
    while is_money && scale < 2 {
        units = units.checked_mul(10)?;
        scale += 1;
    }
    Some(Value::Decimal { units, scale })
}

fn decimal_text(units: i128, scale: u16) -> String {
    let scale = usize::from(scale);
    let digits = format!("{:0width$}", units.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if units < 0 { "-" } else { "" };
    if scale == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

fn uuid(text: &str) -> Option<u128> {
    let digits: String = text.chars().filter(|it| *it != '-').collect();
    (digits.len() == 32).then(|| u128::from_str_radix(&digits, 16).ok())?
}

fn uuid_text(uuid: u128) -> String {
    let digits = format!("{uuid:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("\\x").filter(|it| it.len() % 2 == 0)?;
    (0..digits.len() / 2)
        .map(|it| u8::from_str_radix(digits.get(2 * it..2 * it + 2)?, 16).ok())
        .collect()
}

/// Returns a document as `jsonb` prints it: keys by length, then by bytes, a
/// space after each comma and colon.
pub(crate) fn printed(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) => {
            let items: Vec<_> = items.iter().map(printed).collect();
            format!("[{}]", items.join(", "))
        }
        serde_json::Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|one, other| {
                (one.0.len(), one.0.as_bytes()).cmp(&(other.0.len(), other.0.as_bytes()))
            });
            let fields: Vec<_> = fields
                .into_iter()
                .map(|(key, value)| {
                    let key = serde_json::Value::String(key.clone());
                    format!("{key}: {}", printed(value))
                })
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        other => other.to_string(),
    }
}

/// Returns how values of a type are sent; `sql_type` is how the catalog writes
/// it.
pub(crate) fn codec(snapshot: &Snapshot, sql_type: &str, of: &ValueType) -> Codec {
    let base = base_name(snapshot, sql_type);
    match of.base() {
        ValueType::Bool => Codec::Bool,
        ValueType::Int { bits: 16 } => Codec::Int2,
        ValueType::Int { bits: 32 } => Codec::Int4,
        ValueType::Int { .. } => Codec::Int8,
        ValueType::Float { bits: 32 } => Codec::Float4,
        ValueType::Float { .. } => Codec::Float8,
        ValueType::Numeric(_) => Codec::Numeric,
        ValueType::Money => Codec::Money,
        // `"char"` is one byte.
        ValueType::Text { longest: Some(1) } if base == "\"char\"" => Codec::Other,
        ValueType::Json if base == "jsonb" => Codec::Jsonb,
        ValueType::Text { .. } | ValueType::Enum(_) | ValueType::Json => Codec::Text,
        ValueType::Uuid => Codec::Uuid,
        ValueType::Bytea => Codec::Bytea,
        ValueType::Date => Codec::Date,
        ValueType::Time => Codec::Time,
        ValueType::Timestamp => Codec::Timestamp,
        ValueType::Interval => Codec::Interval,
        ValueType::Vector { .. } if base.starts_with("vector") || base.contains(".vector") => {
            Codec::Vector
        }
        ValueType::Array(element) => {
            let text = base.trim_end_matches("[]");
            let inner = codec(snapshot, text, element);
            match element_oid(text) {
                Some(oid) if inner.is_binary() => Codec::Array {
                    element: Box::new(inner),
                    oid,
                },
                _ => Codec::Other,
            }
        }
        ValueType::Range(bound) if base.ends_with("range") && !base.contains('.') => {
            Codec::Range(Box::new(codec(snapshot, "", bound)))
        }
        _ => Codec::Other,
    }
}

/// Returns the name of the type below all domains.
fn base_name(snapshot: &Snapshot, sql_type: &str) -> String {
    let mut name = sql_type.to_owned();
    for _ in 0..8 {
        let domain = TypeName::read(&name)
            .qualified()
            .and_then(|it: QualifiedName| snapshot.domains.get(&it));
        match domain {
            Some(domain) => name.clone_from(&domain.r#type),
            None => break,
        }
    }
    name
}

/// Oids of built-in types: `pg_type.dat`.
fn element_oid(name: &str) -> Option<u32> {
    let bare = name.split('(').next().unwrap_or(name).trim();
    Some(match bare {
        "boolean" => 16,
        "bytea" => 17,
        "bigint" => 20,
        "smallint" => 21,
        "integer" => 23,
        "text" => 25,
        "json" => 114,
        "real" => 700,
        "double precision" => 701,
        "character varying" => 1043,
        "date" => 1082,
        "numeric" => 1700,
        "uuid" => 2950,
        "jsonb" => 3802,
        "interval" => 1186,
        _ => match name {
            "time without time zone" => 1083,
            "timestamp without time zone" => 1114,
            "timestamp with time zone" => 1184,
            _ => return None,
        },
    })
}
