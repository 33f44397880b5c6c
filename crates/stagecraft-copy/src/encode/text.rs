//! Lines of COPY's text format.

use super::plain::{is_safe, plain};
use super::{Unfit, each, rewrite, since};
use crate::Value;
use crate::job::ColumnJob;

pub(super) fn row(columns: &[ColumnJob], values: &[Value], out: &mut Vec<u8>) -> Result<(), Unfit> {
    each(columns, values, |place, codec, value| {
        if place > 0 {
            out.push(b'\t');
        }
        if value.is_null() {
            out.extend_from_slice(b"\\N");
            return Ok(());
        }
        let from = out.len();
        plain(codec, value, out)?;
        if !is_safe(codec) && since(out, from).iter().any(|it| is_special(*it)) {
            rewrite(out, from, escape);
        }
        Ok(())
    })?;
    out.push(b'\n');
    Ok(())
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b'\t' | b'\n' | b'\r')
}

fn escape(text: &[u8], out: &mut Vec<u8>) {
    for byte in text {
        match byte {
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            other => out.push(*other),
        }
    }
}
