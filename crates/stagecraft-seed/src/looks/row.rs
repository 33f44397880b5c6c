//! What the texts of one row agree on: who it is about, and where.

use crate::random::Stream;
use crate::words::{CITIES, City, FIRST_NAMES, LAST_NAMES, Name, nth};

/// The draws of one text.
///
/// The shared stream's key names the table and not a column, so that every
/// column of a row sees the same person and the same place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowLook {
    pub(super) cell: Stream,
    shared: Stream,
}

/// A person as all columns of the row see them.
pub(super) struct Person {
    pub(super) first: &'static str,
    pub(super) first_plain: &'static str,
    pub(super) last: &'static str,
    pub(super) last_plain: &'static str,
    /// Tells people of the same name apart, more often than not.
    pub(super) extra: Option<u64>,
    /// Which mail domain they use.
    pub(super) domain: u64,
}

impl RowLook {
    pub(crate) fn new(cell: Stream, shared: Stream) -> Self {
        Self { cell, shared }
    }

    pub(super) fn person(&self) -> Person {
        let mut bits = self.shared;
        let bits = bits.bits();
        let (first, last) = (name(&FIRST_NAMES, bits), name(&LAST_NAMES, bits >> 16));
        let extra = (bits >> 32) % 1_000;
        Person {
            first: first.map_or("", |it| it.shown),
            first_plain: first.map_or("", |it| it.plain.as_str()),
            last: last.map_or("", |it| it.shown),
            last_plain: last.map_or("", |it| it.plain.as_str()),
            extra: (extra >= 250).then_some(extra),
            domain: bits >> 56,
        }
    }

    pub(super) fn place(&self) -> Option<&'static City> {
        let mut bits = self.shared;
        bits.bits();
        nth(&CITIES, bits.below(CITIES.len() as u64))
    }
}

/// Returns the name that the lower 16 bits choose.
fn name(from: &'static [Name], bits: u64) -> Option<&'static Name> {
    nth(from, ((bits & 0xffff) * from.len() as u64) >> 16)
}
