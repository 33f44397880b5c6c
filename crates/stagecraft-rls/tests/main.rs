//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod expression;
mod facts;
mod mutants;
mod planner;
mod rules;
