//! Durations as documents hold them: whole milliseconds.

use std::time::Duration;

/// Returns whole milliseconds.
pub(crate) fn milliseconds(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
}
