//! Rows as bytes: binary and text COPY, CSV, SQL literals.

mod binary;
mod calendar;
mod csv;
mod float;
mod literal;
mod number;
mod plain;
mod text;

use stagecraft_model::Ident;

use crate::job::ColumnJob;
use crate::{Codec, Value};

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `COPY … (format binary)`.
    Binary,
    /// `COPY … (format text)`.
    Text,
    /// `COPY … (format csv)`.
    Csv,
}

impl Format {
    /// Returns the name that COPY knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Text => "text",
            Self::Csv => "csv",
        }
    }

    /// Returns the bytes before the first row.
    pub fn header(self) -> &'static [u8] {
        match self {
            Self::Binary => binary::HEADER,
            Self::Text | Self::Csv => b"",
        }
    }

    /// Returns the bytes after the last row.
    pub fn trailer(self) -> &'static [u8] {
        match self {
            Self::Binary => binary::TRAILER,
            Self::Text | Self::Csv => b"",
        }
    }

    /// Appends one row.
    pub fn row(
        self,
        columns: &[ColumnJob],
        values: &[Value],
        out: &mut Vec<u8>,
    ) -> Result<(), Unfit> {
        match self {
            Self::Binary => binary::row(columns, values, out),
            Self::Text => text::row(columns, values, out),
            Self::Csv => csv::row(columns, values, out),
        }
    }
}

/// Appends a row of SQL literals in parentheses, for INSERT.
pub fn literals(columns: &[ColumnJob], values: &[Value], out: &mut Vec<u8>) -> Result<(), Unfit> {
    literal::row(columns, values, out)
}

/// Appends one SQL literal.
pub fn literal(column: &ColumnJob, value: &Value, out: &mut Vec<u8>) -> Result<(), Unfit> {
    literal::value(&column.codec, value, out).map_err(|why| Unfit::new(column, value, why))
}

/// Appends the names of columns, as a CSV file's first line.
pub fn csv_header(columns: &[ColumnJob], out: &mut Vec<u8>) {
    csv::header(columns, out);
}

/// A value that its column's codec can't send.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column} is sent as {codec}, but its value {why}")]
pub struct Unfit {
    /// The column.
    pub column: Ident,
    /// How it is sent.
    pub codec: Codec,
    /// What is wrong with the value; never the value itself.
    pub why: String,
}

impl Unfit {
    fn new(column: &ColumnJob, value: &Value, why: Why) -> Self {
        Self {
            column: column.name.clone(),
            codec: column.codec.clone(),
            why: match why {
                Why::Kind => format!("is {}", value.kind()),
                Why::Range => format!("({}) is out of its range", value.kind()),
                Why::Nul => format!("({}) holds a NUL, which no text may", value.kind()),
                Why::Missing => "is missing: the row is too short".to_owned(),
            },
        }
    }
}

/// Why a value can't be sent; small, since it is decided for every value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Kind,
    Range,
    Missing,
    Nul,
}

type Written = Result<(), Why>;

/// Pairs columns with values; a row that is too short is an error.
fn each(
    columns: &[ColumnJob],
    values: &[Value],
    mut write: impl FnMut(usize, &Codec, &Value) -> Written,
) -> Result<(), Unfit> {
    let mut values = values.iter();
    for (place, column) in columns.iter().enumerate() {
        let Some(value) = values.next() else {
            return Err(Unfit::new(column, &Value::Null, Why::Missing));
        };
        if let Err(why) = write(place, &column.codec, value) {
            return Err(Unfit::new(column, value, why));
        }
    }
    Ok(())
}

/// Replaces what was written since `from` with what `write` makes of it.
fn rewrite(out: &mut Vec<u8>, from: usize, write: impl FnOnce(&[u8], &mut Vec<u8>)) {
    let tail = out.split_off(from.min(out.len()));
    write(&tail, out);
}

/// Returns a text's bytes; the server knows no NUL in them.
fn text_bytes(text: &str) -> Result<&[u8], Why> {
    let bytes = text.as_bytes();
    if bytes.contains(&0) {
        return Err(Why::Nul);
    }
    Ok(bytes)
}

/// Returns what was written since `from`.
fn since(out: &[u8], from: usize) -> &[u8] {
    out.get(from..).unwrap_or_default()
}
