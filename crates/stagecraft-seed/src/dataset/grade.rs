//! How much of a row is made, after the server has refused more.

use serde::{Deserialize, Serialize};

/// How much of a row is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Grade {
    /// All of it, as names suggest.
    #[default]
    Usual,
    /// What has a default is left to it: states begin where they begin.
    Defaults,
    /// Nothing but what has to be there.
    Bare,
    /// The row-by-row filler sees to the table.
    RowByRow,
}

impl Grade {
    /// Returns the next one.
    pub(crate) fn lower(self) -> Self {
        match self {
            Self::Usual => Self::Defaults,
            Self::Defaults => Self::Bare,
            Self::Bare | Self::RowByRow => Self::RowByRow,
        }
    }
}
