//! Laws and snapshots over folders of cases.

mod cli_split;
mod laws;
mod plans;
mod projects;
mod splits;
