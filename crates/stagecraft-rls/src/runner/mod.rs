//! The runner: SQL that tries all probes in one transaction and undoes them.
//!
//! [`script`] is its text. The commands send it as it stands, and the exported
//! test file holds the same text, so the two can't disagree.

mod run;
mod script;

pub use run::{Outcome, ProbeResult, run};
pub use script::{Script, script};
pub(crate) use script::{once, start};
