//! Rows made and encoded on a thread of their own, a little ahead of sending.

use std::ops::Range;
use std::sync::Arc;

use stagecraft_model::Digest;
use tokio::sync::mpsc;

use super::context::Context;
use crate::encode::Format;
use crate::{ColumnJob, Cursor, Error, TableJob, Value};

/// Large enough that a message's cost does not matter, small enough that a
/// dozen of them do not either.
const CHUNK: usize = 256 * 1024;

/// What comes out, in order; each slice is a COPY of its own.
pub(super) enum Piece {
    Bytes(Vec<u8>),
    End(Counted),
}

/// How many rows a slice has, and the digest of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) rows: u64,
    pub(super) digest: Digest,
}

/// Which part of a table's rows is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Every column.
    Whole,
    /// Late columns as NULL; the digest is still that of whole rows.
    WithoutLate,
    /// The key and the late columns, of rows that have some.
    Late,
}

/// Makes some slices of a table; ends early when nobody receives any more.
pub(super) fn start(
    context: &Arc<Context>,
    table: usize,
    slices: Range<u64>,
    part: Part,
) -> mpsc::Receiver<Result<Piece, Error>> {
    // One chunk waits while the next is made: the double buffer.
    let (sender, receiver) = mpsc::channel(1);
    let context = Arc::clone(context);
    tokio::task::spawn_blocking(move || {
        let found = (context.table(table), context.targets.get(table));
        let (Some(job), Some(target)) = found else {
            return;
        };
        let mut maker = Maker::new(job, target.format, context.rows.cursor(table), part);
        for slice in slices {
            let rows = context.rows_of(job, slice);
            match maker.slice(rows, &sender) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    // The receiver may be gone, and then nobody wants to know.
                    let _ = sender.blocking_send(Err(error));
                    return;
                }
            }
        }
    });
    receiver
}

struct Maker<'a> {
    table: &'a TableJob,
    cursor: Box<dyn Cursor + 'a>,
    part: Part,
    /// How rows are sent.
    format: Format,
    /// Whether what is digested is not what is sent.
    apart: bool,
    values: Vec<Value>,
    /// Of the late part: the columns that are sent, and their values.
    sent_columns: Vec<ColumnJob>,
    sent: Vec<Value>,
    out: Vec<u8>,
    /// What is digested, where that is not what is sent.
    whole: Vec<u8>,
    hasher: blake3::Hasher,
    hashed: usize,
}

impl<'a> Maker<'a> {
    fn new(table: &'a TableJob, format: Format, cursor: Box<dyn Cursor + 'a>, part: Part) -> Self {
        let sent_columns = match part {
            Part::Late => late_columns(table),
            Part::Whole | Part::WithoutLate => Vec::new(),
        };
        Self {
            table,
            cursor,
            part,
            format,
            apart: format != table.format() || part == Part::WithoutLate && table.late.is_some(),
            values: vec![Value::Null; table.columns.len()],
            sent: vec![Value::Null; sent_columns.len()],
            sent_columns,
            out: Vec::new(),
            whole: Vec::new(),
            hasher: blake3::Hasher::new(),
            hashed: 0,
        }
    }

    /// Returns whether somebody still receives.
    fn slice(
        &mut self,
        rows: Range<u64>,
        sender: &mpsc::Sender<Result<Piece, Error>>,
    ) -> Result<bool, Error> {
        self.hasher.reset();
        self.begin();
        self.out.extend_from_slice(self.format.header());
        self.hashed = self.out.len();
        let mut count = 0;
        for number in rows {
            self.cursor.row(number, &mut self.values);
            let written = self.row().map_err(|source| Error::Unfit {
                table: self.table.name.to_string(),
                row: number,
                source,
            })?;
            count += u64::from(written);
            if self.out.len() >= CHUNK || self.whole.len() >= CHUNK {
                self.digest();
            }
            if self.out.len() >= CHUNK && !self.flush(sender) {
                return Ok(false);
            }
        }
        self.digest();
        self.out.extend_from_slice(self.format.trailer());
        let counted = Counted {
            rows: count,
            digest: digest_of(&self.hasher),
        };
        let open = self.flush(sender) && sender.blocking_send(Ok(Piece::End(counted))).is_ok();
        Ok(open)
    }

    fn row(&mut self) -> Result<bool, crate::encode::Unfit> {
        let columns = &self.table.columns;
        if self.apart && self.part != Part::Late {
            let format = self.table.format();
            format.row(columns, &self.values, &mut self.whole)?;
        }
        match (self.part, &self.table.late) {
            (Part::WithoutLate, Some(late)) => {
                for place in &late.columns {
                    if let Some(value) = self.values.get_mut(*place) {
                        *value = Value::Null;
                    }
                }
                self.format.row(columns, &self.values, &mut self.out)?;
            }
            (Part::Late, Some(late)) => {
                let mut late_values = late.columns.iter().filter_map(|it| self.values.get(*it));
                if late_values.all(Value::is_null) {
                    return Ok(false);
                }
                let places = late.key.iter().chain(&late.columns);
                for (slot, place) in self.sent.iter_mut().zip(places) {
                    if let Some(value) = self.values.get_mut(*place) {
                        *slot = std::mem::take(value);
                    }
                }
                self.format
                    .row(&self.sent_columns, &self.sent, &mut self.out)?;
            }
            _ => self.format.row(columns, &self.values, &mut self.out)?,
        }
        Ok(true)
    }

    fn digest(&mut self) {
        if self.apart {
            self.hasher.update(&self.whole);
            self.whole.clear();
        } else {
            self.hasher
                .update(self.out.get(self.hashed..).unwrap_or_default());
            self.hashed = self.out.len();
        }
    }

    fn begin(&mut self) {
        // A row may be larger than what is left of the chunk.
        self.out = Vec::with_capacity(CHUNK + CHUNK / 16);
        self.hashed = 0;
    }

    fn flush(&mut self, sender: &mpsc::Sender<Result<Piece, Error>>) -> bool {
        let chunk = std::mem::take(&mut self.out);
        self.begin();
        sender.blocking_send(Ok(Piece::Bytes(chunk))).is_ok()
    }
}

/// Returns the key and the late columns of a table.
pub(super) fn late_columns(table: &TableJob) -> Vec<ColumnJob> {
    let Some(late) = &table.late else {
        return Vec::new();
    };
    let places = late.key.iter().chain(&late.columns);
    places
        .filter_map(|it| table.columns.get(*it).cloned())
        .collect()
}

/// Returns the digest of what a hasher has seen.
pub(crate) fn digest_of(hasher: &blake3::Hasher) -> Digest {
    let text = format!("blake3:{}", hasher.finalize().to_hex());
    text.parse().unwrap_or_else(|_| Digest::of(""))
}
