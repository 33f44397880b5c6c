//! Laws and snapshots over folders of cases.

mod cli_split;
