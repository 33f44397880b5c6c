//! Lines of COPY's CSV format: nothing is NULL, two quotes are the empty text.

use super::plain::{is_safe, plain};
use super::{Unfit, each, rewrite, since};
use crate::Value;
use crate::job::ColumnJob;

pub(super) fn row(columns: &[ColumnJob], values: &[Value], out: &mut Vec<u8>) -> Result<(), Unfit> {
    each(columns, values, |place, codec, value| {
        if place > 0 {
            out.push(b',');
        }
        if value.is_null() {
            return Ok(());
        }
        let from = out.len();
        plain(codec, value, out)?;
        if !is_safe(codec) {
            quote_if_needed(from, out);
        }
        Ok(())
    })?;
    out.push(b'\n');
    Ok(())
}

pub(super) fn header(columns: &[ColumnJob], out: &mut Vec<u8>) {
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        let from = out.len();
        out.extend_from_slice(column.name.as_str().as_bytes());
        quote_if_needed(from, out);
    }
    out.push(b'\n');
}

fn quote_if_needed(from: usize, out: &mut Vec<u8>) {
    let text = since(out, from);
    let edge = |it: Option<&u8>| it.is_some_and(u8::is_ascii_whitespace);
    // `\.` alone on a line would end the data, and other readers trim spaces.
    let needed = text.is_empty()
        || text == b"\\."
        || edge(text.first())
        || edge(text.last())
        || text
            .iter()
            .any(|it| matches!(it, b',' | b'"' | b'\n' | b'\r'));
    if needed {
        rewrite(out, from, |text, out| {
            out.push(b'"');
            for byte in text {
                if *byte == b'"' {
                    out.push(b'"');
                }
                out.push(*byte);
            }
            out.push(b'"');
        });
    }
}
