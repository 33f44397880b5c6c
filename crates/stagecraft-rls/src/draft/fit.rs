//! How a candidate fits what was seen.

use stagecraft_model::Verdict;

use crate::CellResult;
use crate::runner::Outcome;

/// How a candidate fits an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It was seen to be so.
    Seen,
    /// Nothing speaks against it.
    Possible,
    /// Nothing happened, but not because of any policy: no rows, or a trigger
    /// that fails.
    Vacuous,
    /// So many probes saw something else.
    Not(usize),
}

impl Fit {
    pub(super) fn of(cell: Option<&CellResult>, is_none: bool) -> Self {
        let Some(cell) = cell else {
            // No probe could be made of it.
            return if is_none { Self::Vacuous } else { Self::Not(0) };
        };
        match cell.verdict {
            Verdict::NotHeld => {
                let failed = cell.failed.iter();
                Self::Not(failed.filter(|it| it.verdict == Verdict::NotHeld).count())
            }
            Verdict::Held if is_none && cell.outcome == Outcome::TriggerError => Self::Vacuous,
            Verdict::Held => Self::Seen,
            Verdict::Unproven if is_none => Self::Vacuous,
            Verdict::Unproven => Self::Possible,
        }
    }

    /// Returns how much speaks against it.
    pub(super) fn penalty(self) -> usize {
        match self {
            Self::Seen | Self::Possible => 0,
            Self::Vacuous => 1,
            Self::Not(failed) => 1000 + failed,
        }
    }
}
