//! Making rows that keys, checks and parents allow.
//!
//! A row starts as its plan says, and is mended step by step: a rule that
//! refuses it says what to change, and the change that leaves the fewest rules
//! broken is made. What can't be judged here is left to the server.
//!
//! **Invariant:** nothing here waits for anything; a row depends on its
//! arguments alone.

mod change;
mod ground;
mod known;
mod parents;
mod plan;
mod start;
mod walk;

pub(crate) use ground::{Ground, Rule};
pub(crate) use known::Known;
pub(crate) use parents::{Candidates, ranked};
pub(crate) use plan::{Grade, Nulls, RowPlan};
pub(crate) use walk::solve;
