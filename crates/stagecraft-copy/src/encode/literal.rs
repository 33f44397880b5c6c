//! SQL literals, which take their types from the columns that they go into.

use super::plain::plain;
use super::{Unfit, Written, each, rewrite, since};
use crate::job::ColumnJob;
use crate::{Codec, Value};

pub(super) fn row(columns: &[ColumnJob], values: &[Value], out: &mut Vec<u8>) -> Result<(), Unfit> {
    out.push(b'(');
    each(columns, values, |place, codec, it| {
        if place > 0 {
            out.extend_from_slice(b", ");
        }
        value(codec, it, out)
    })?;
    out.push(b')');
    Ok(())
}

pub(super) fn value(codec: &Codec, value: &Value, out: &mut Vec<u8>) -> Written {
    match (codec, value) {
        (_, Value::Null) => {
            out.extend_from_slice(b"null");
            Ok(())
        }
        (Codec::Bool, Value::Bool(it)) => {
            out.extend_from_slice(if *it { b"true" } else { b"false" });
            Ok(())
        }
        (Codec::Int2 | Codec::Int4 | Codec::Int8 | Codec::Oid | Codec::Numeric, Value::Int(_))
        | (Codec::Numeric, Value::Decimal { .. }) => plain(codec, value, out),
        _ => {
            let from = out.len();
            out.push(b'\'');
            plain(codec, value, out)?;
            let text = since(out, from + 1);
            if text.iter().any(|it| matches!(it, b'\'' | b'\\')) {
                rewrite(out, from, |text, out| escape(since(text, 1), out));
            }
            out.push(b'\'');
            Ok(())
        }
    }
}

/// Writes the literal without its last quote; `E` makes backslashes mean the
/// same whatever `standard_conforming_strings` is.
fn escape(text: &[u8], out: &mut Vec<u8>) {
    if text.contains(&b'\\') {
        out.push(b'E');
    }
    out.push(b'\'');
    for byte in text {
        if matches!(byte, b'\'' | b'\\') {
            out.push(*byte);
        }
        out.push(*byte);
    }
}
