//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod claims;
mod expression;
mod facts;
mod layer;
mod mutants;
mod planner;
mod projects;
mod reference;
mod rules;
mod severity;
mod shapes;
