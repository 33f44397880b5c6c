//! A value's text, as its type's input function reads it, before any quoting.

use super::{Why, Written, calendar, float, number, rewrite, since, text_bytes};
use crate::{Codec, Value};

/// Appends the text of a value that is not NULL.
pub(super) fn plain(codec: &Codec, value: &Value, out: &mut Vec<u8>) -> Written {
    match (codec, value) {
        (Codec::Bool, Value::Bool(it)) => out.push(if *it { b't' } else { b'f' }),
        (Codec::Int2, Value::Int(it)) => whole(i16::try_from(*it).map(i128::from), out)?,
        (Codec::Int4, Value::Int(it)) => whole(i32::try_from(*it).map(i128::from), out)?,
        (Codec::Oid, Value::Int(it)) => whole(u32::try_from(*it).map(i128::from), out)?,
        (Codec::Int8 | Codec::Numeric, Value::Int(it)) => number::integer(i128::from(*it), out),
        (Codec::Float4, Value::Float(it)) => float::single(narrow(*it)?, out),
        (Codec::Float8, Value::Float(it)) => float::double(*it, out),
        (Codec::Numeric, Value::Float(it)) if !it.is_finite() => float::double(*it, out),
        (Codec::Numeric, Value::Decimal { units, scale }) => number::decimal(*units, *scale, out)?,
        (Codec::Money, Value::Decimal { units, scale }) => {
            number::decimal(i128::from(number::hundredths(*units, *scale)?), 2, out)?;
        }
        (Codec::Text | Codec::Jsonb | Codec::Other, Value::Text(it))
        | (Codec::Other, Value::Literal(it)) => out.extend_from_slice(text_bytes(it)?),
        (Codec::Bytea, Value::Bytes(it)) => {
            out.extend_from_slice(b"\\x");
            for byte in it {
                hex(*byte, out);
            }
        }
        (Codec::Uuid, Value::Uuid(it)) => {
            for (place, byte) in it.to_be_bytes().into_iter().enumerate() {
                if matches!(place, 4 | 6 | 8 | 10) {
                    out.push(b'-');
                }
                hex(byte, out);
            }
        }
        (Codec::Date, Value::Date(it)) => calendar::date(*it, out),
        (Codec::Time, Value::Time(it)) if (0..=86_400_000_000).contains(it) => {
            calendar::time(*it, out);
        }
        (Codec::Time, Value::Time(_)) => return Err(Why::Range),
        (Codec::Timestamp, Value::Timestamp(it)) => calendar::timestamp(*it, out),
        (
            Codec::Interval,
            Value::Interval {
                months,
                days,
                micros,
            },
        ) => calendar::interval(*months, *days, *micros, out),
        (Codec::Vector, Value::Vector(it)) => {
            out.push(b'[');
            for (place, element) in it.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                float::single(*element, out);
            }
            out.push(b']');
        }
        (Codec::Array { element, .. }, Value::List(it)) => array(element, it, out)?,
        (Codec::Range(bound), Value::Range(it)) => match it {
            None => out.extend_from_slice(b"empty"),
            Some(bounds) => range(bound, bounds, out)?,
        },
        _ => return Err(Why::Kind),
    }
    Ok(())
}

/// Returns whether the text of such values never needs an escape, whatever the
/// format.
pub(super) fn is_safe(codec: &Codec) -> bool {
    matches!(
        codec,
        Codec::Bool
            | Codec::Int2
            | Codec::Int4
            | Codec::Int8
            | Codec::Oid
            | Codec::Float4
            | Codec::Float8
            | Codec::Numeric
            | Codec::Money
            | Codec::Uuid
            | Codec::Date
            | Codec::Time
            | Codec::Timestamp
            | Codec::Interval
    )
}

/// Returns it as a `real`, unless it is too large to be one.
pub(super) fn narrow(value: f64) -> Result<f32, Why> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "rounding to a real is what the column does"
    )]
    let narrow = value as f32;
    if narrow.is_infinite() && value.is_finite() {
        return Err(Why::Range);
    }
    Ok(narrow)
}

fn whole<E>(value: Result<i128, E>, out: &mut Vec<u8>) -> Written {
    number::integer(value.map_err(|_| Why::Range)?, out);
    Ok(())
}

fn hex(byte: u8, out: &mut Vec<u8>) {
    for half in [byte >> 4, byte & 15] {
        out.push(if half < 10 {
            b'0' + half
        } else {
            b'a' + half - 10
        });
    }
}

fn array(element: &Codec, values: &[Value], out: &mut Vec<u8>) -> Written {
    out.push(b'{');
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        if value.is_null() {
            out.extend_from_slice(b"NULL");
            continue;
        }
        let from = out.len();
        plain(element, value, out)?;
        let text = since(out, from);
        if text.is_empty()
            || text.eq_ignore_ascii_case(b"null")
            || text
                .iter()
                .any(|it| b"{},\"\\".contains(it) || is_space(*it))
        {
            rewrite(out, from, |text, out| quoted(text, b"\\\"", b"\\\\", out));
        }
    }
    out.push(b'}');
    Ok(())
}

fn range(codec: &Codec, bounds: &(Option<Value>, Option<Value>), out: &mut Vec<u8>) -> Written {
    // Without a bound there is nothing that it could contain.
    out.push(if bounds.0.is_some() { b'[' } else { b'(' });
    if let Some(lower) = &bounds.0 {
        bound(codec, lower, out)?;
    }
    out.push(b',');
    if let Some(upper) = &bounds.1 {
        bound(codec, upper, out)?;
    }
    out.push(b')');
    Ok(())
}

fn bound(codec: &Codec, value: &Value, out: &mut Vec<u8>) -> Written {
    let from = out.len();
    plain(codec, value, out)?;
    let text = since(out, from);
    if text.is_empty()
        || text
            .iter()
            .any(|it| b"\"\\()[],".contains(it) || is_space(*it))
    {
        rewrite(out, from, |text, out| quoted(text, b"\"\"", b"\\\\", out));
    }
    Ok(())
}

fn quoted(text: &[u8], quote: &[u8], backslash: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text {
        match byte {
            b'"' => out.extend_from_slice(quote),
            b'\\' => out.extend_from_slice(backslash),
            other => out.push(*other),
        }
    }
    out.push(b'"');
}

/// What the server's `isspace()` calls space.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}
