//! Tuples of COPY's binary format.

use super::plain::narrow;
use super::{Unfit, Why, Written, each, number, text_bytes};
use crate::job::ColumnJob;
use crate::{Codec, Value};

/// Signature, flags, and no header extension.
pub(super) const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// A tuple of -1 columns ends the data.
pub(super) const TRAILER: &[u8] = &[0xff, 0xff];

pub(super) fn row(columns: &[ColumnJob], values: &[Value], out: &mut Vec<u8>) -> Result<(), Unfit> {
    // A table has 1600 columns at most.
    let count = i16::try_from(columns.len()).unwrap_or(i16::MAX);
    out.extend_from_slice(&count.to_be_bytes());
    each(columns, values, |_, codec, it| value(codec, it, out))
}

fn value(codec: &Codec, value: &Value, out: &mut Vec<u8>) -> Written {
    match (codec, value) {
        (_, Value::Null) => out.extend_from_slice(&(-1_i32).to_be_bytes()),
        (Codec::Bool, Value::Bool(it)) => fixed([u8::from(*it)], out),
        (Codec::Int2, Value::Int(it)) => fixed(fit::<i16>(*it)?.to_be_bytes(), out),
        (Codec::Int4, Value::Int(it)) => fixed(fit::<i32>(*it)?.to_be_bytes(), out),
        (Codec::Int8, Value::Int(it)) | (Codec::Timestamp, Value::Timestamp(it)) => {
            fixed(it.to_be_bytes(), out);
        }
        (Codec::Oid, Value::Int(it)) => fixed(fit::<u32>(*it)?.to_be_bytes(), out),
        (Codec::Float4, Value::Float(it)) => fixed(narrow(*it)?.to_be_bytes(), out),
        (Codec::Float8, Value::Float(it)) => fixed(it.to_be_bytes(), out),
        (Codec::Numeric, Value::Decimal { units, scale }) => number::numeric(*units, *scale, out)?,
        (Codec::Numeric, Value::Int(it)) => number::numeric(i128::from(*it), 0, out)?,
        (Codec::Numeric, Value::Float(it)) => number::special(*it, out)?,
        (Codec::Money, Value::Decimal { units, scale }) => {
            fixed(number::hundredths(*units, *scale)?.to_be_bytes(), out);
        }
        (Codec::Text, Value::Text(it)) => bytes(text_bytes(it)?, out)?,
        (Codec::Jsonb, Value::Text(it)) => measured(out, |out| {
            out.push(1);
            out.extend_from_slice(text_bytes(it)?);
            Ok(())
        })?,
        (Codec::Bytea, Value::Bytes(it)) => bytes(it, out)?,
        (Codec::Uuid, Value::Uuid(it)) => fixed(it.to_be_bytes(), out),
        (Codec::Date, Value::Date(it)) => fixed(it.to_be_bytes(), out),
        (Codec::Time, Value::Time(it)) if (0..=86_400_000_000).contains(it) => {
            fixed(it.to_be_bytes(), out);
        }
        (Codec::Time, Value::Time(_)) => return Err(Why::Range),
        (
            Codec::Interval,
            Value::Interval {
                months,
                days,
                micros,
            },
        ) => {
            out.extend_from_slice(&16_i32.to_be_bytes());
            out.extend_from_slice(&micros.to_be_bytes());
            out.extend_from_slice(&days.to_be_bytes());
            out.extend_from_slice(&months.to_be_bytes());
        }
        (Codec::Vector, Value::Vector(it)) => measured(out, |out| {
            let dimensions = i16::try_from(it.len()).map_err(|_| Why::Range)?;
            out.extend_from_slice(&dimensions.to_be_bytes());
            out.extend_from_slice(&[0, 0]);
            for element in it {
                out.extend_from_slice(&element.to_be_bytes());
            }
            Ok(())
        })?,
        (Codec::Array { element, oid }, Value::List(it)) => {
            measured(out, |out| array(element, *oid, it, out))?;
        }
        (Codec::Range(bound), Value::Range(it)) => {
            measured(out, |out| range(bound, it.as_deref(), out))?;
        }
        _ => return Err(Why::Kind),
    }
    Ok(())
}

fn fit<N: TryFrom<i64>>(value: i64) -> Result<N, Why> {
    N::try_from(value).map_err(|_| Why::Range)
}

fn fixed<const N: usize>(body: [u8; N], out: &mut Vec<u8>) {
    out.reserve(N + 4);
    let length = i32::try_from(N).unwrap_or(0);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&body);
}

fn bytes(body: &[u8], out: &mut Vec<u8>) -> Written {
    let length = i32::try_from(body.len()).map_err(|_| Why::Range)?;
    out.reserve(body.len() + 4);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(body);
    Ok(())
}

/// Writes a body whose length is known only afterwards.
fn measured(out: &mut Vec<u8>, body: impl FnOnce(&mut Vec<u8>) -> Written) -> Written {
    let from = out.len();
    out.extend_from_slice(&[0; 4]);
    body(out)?;
    let length = i32::try_from(out.len() - from - 4).map_err(|_| Why::Range)?;
    if let Some(slot) = out.get_mut(from..from + 4) {
        slot.copy_from_slice(&length.to_be_bytes());
    }
    Ok(())
}

fn array(element: &Codec, oid: u32, values: &[Value], out: &mut Vec<u8>) -> Written {
    let dimensions = i32::from(!values.is_empty());
    let has_null = i32::from(values.iter().any(Value::is_null));
    out.extend_from_slice(&dimensions.to_be_bytes());
    out.extend_from_slice(&has_null.to_be_bytes());
    out.extend_from_slice(&oid.to_be_bytes());
    if values.is_empty() {
        return Ok(());
    }
    let length = i32::try_from(values.len()).map_err(|_| Why::Range)?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&1_i32.to_be_bytes());
    values.iter().try_for_each(|it| value(element, it, out))
}

fn range(
    codec: &Codec,
    bounds: Option<&(Option<Value>, Option<Value>)>,
    out: &mut Vec<u8>,
) -> Written {
    let Some((lower, upper)) = bounds else {
        out.push(0x01);
        return Ok(());
    };
    out.push(match (lower, upper) {
        (Some(_), Some(_)) => 0x02,
        (Some(_), None) => 0x02 | 0x10,
        (None, Some(_)) => 0x08,
        (None, None) => 0x08 | 0x10,
    });
    for bound in [lower, upper].into_iter().flatten() {
        if bound.is_null() {
            return Err(Why::Kind);
        }
        value(codec, bound, out)?;
    }
    Ok(())
}
