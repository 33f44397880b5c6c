//! The runner: SQL that tries all probes in one transaction and undoes them.
//!
//! [`script`] is its text. The commands send it as it stands, and the exported
//! test file holds the same text, so the two can't disagree. [`reading`] is what of
//! it may run where nothing must be written.

mod answers;
mod cell;
mod mutate;
mod planted;
mod run;
mod script;
mod witness;

pub(crate) use answers::{document, values};
pub use cell::{CellResult, FailedProbe, Outcome, Tried};
pub use mutate::{Fate, FateStatus, mutate};
pub use planted::Break;
pub use run::run;
pub use script::{Script, reading, script};
pub(crate) use script::{once, start};
pub use witness::{Asked, Witness, witnesses};
