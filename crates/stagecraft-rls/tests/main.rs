//! Row security on real servers.

#![expect(clippy::unwrap_used, reason = "tests")]

mod bed;
mod claims;
mod contracts;
mod coverage;
mod draft;
mod expression;
mod facts;
mod layer;
mod mutants;
mod planner;
mod projects;
mod psql;
mod reference;
mod report;
mod rules;
mod severity;
mod shapes;
