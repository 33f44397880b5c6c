//! How a job is loaded.

/// What happens to rows that are in the tables already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They stay; every constraint and index stays in place.
    Append,
    /// They are removed; indexes and foreign keys are rebuilt after the rows.
    Replace,
}

/// How a job is loaded.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// How many connections load at once.
    pub jobs: usize,
    /// How many rows are one slice; of an interrupted load, its own number
    /// goes on.
    pub slice_rows: u64,
    /// What happens to rows that are there.
    pub mode: Mode,
    /// Whether tables write no log while they are loaded.
    pub unlogged: bool,
    /// Whether triggers are silent, foreign keys' own included: nothing checks
    /// them then.
    pub without_triggers: bool,
    /// Whether the planner's statistics are gathered at the end.
    pub analyze: bool,
}

impl LoadOptions {
    /// Returns the usual options: one connection, slices of 65 536 rows.
    pub fn new(mode: Mode) -> Self {
        Self {
            jobs: 1,
            slice_rows: 65_536,
            mode,
            unlogged: false,
            without_triggers: false,
            analyze: true,
        }
    }
}
