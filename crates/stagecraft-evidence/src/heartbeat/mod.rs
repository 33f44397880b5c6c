//! Proof that something ran in the foreground: a line when it begins, every
//! ten seconds, at each phase, and when it ends.
//!
//! Two files in `<artifacts>/<topic>/<date>/logs/`: `heartbeat.log` for people
//! and `heartbeat.ndjson` for programs. Both are only appended to, a whole
//! line at a time, so runs side by side interleave by lines and a killed one
//! leaves a valid beginning. In the second, `prev` is the SHA-256 of the same
//! run's line before, its end of line included; 64 zeros stand for none:
//!
//! ```sh
//! grep '"run":"1a2b3c4d"' heartbeat.ndjson | while IFS= read -r line; do
//!   echo "$line" | jq -r .prev; printf '%s\n' "$line" | sha256sum; done
//! ```

mod beats;
mod journal;
mod wrap;

pub use beats::{BEAT, Heartbeat, HeartbeatConfig};
pub use wrap::{Wrapped, wrap};
