//! What a row holds in one column, as far as it is known before it is sent.

use crate::datum::Datum;

/// What a row holds in one column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// A value that is written.
    Value(Datum),
    /// The column's default, and its value if that is a constant.
    Default(Option<Datum>),
    /// Something that is no null, yet to be made.
    Something,
    /// Something that only the server knows.
    Unknown,
}

impl Cell {
    /// Returns the value, where it is known.
    pub(crate) fn known(&self) -> Option<&Datum> {
        match self {
            Self::Value(datum) | Self::Default(Some(datum)) => Some(datum),
            Self::Default(None) | Self::Something | Self::Unknown => None,
        }
    }

    /// Returns whether it is known to be `NULL`.
    pub(crate) fn is_null(&self) -> bool {
        self.known().is_some_and(Datum::is_null)
    }
}
