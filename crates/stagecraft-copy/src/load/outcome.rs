//! What a load did.

use std::fmt;
use std::time::Duration;

use stagecraft_model::{Digest, Digester, QualifiedName};

use super::context::{Context, Slices};

/// What a load did.
#[derive(Debug, Clone)]
pub struct LoadReport {
    /// The tables, in the job's order.
    pub tables: Vec<TableReport>,
    /// The digest of all rows of all tables.
    pub digest: Digest,
    /// What was asked for and could not be done that way.
    pub notes: Vec<Note>,
    /// How long it took.
    pub elapsed: Duration,
}

/// What a load did to one table.
#[derive(Debug, Clone)]
pub struct TableReport {
    /// The table.
    pub name: QualifiedName,
    /// How many rows of this plan it has; fewer than the job's when a trigger
    /// dropped some.
    pub rows: u64,
    /// How many of them an earlier call had loaded.
    pub found: u64,
    /// The digest of the rows, as they are sent.
    pub digest: Digest,
}

/// What was asked for and could not be done that way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// An index or a constraint stayed in place while rows were loaded.
    KeptInPlace {
        /// The table.
        table: QualifiedName,
        /// What stayed.
        what: String,
        /// Why.
        why: String,
    },
    /// A table was not made unlogged.
    KeptLogged {
        /// The table.
        table: QualifiedName,
        /// Why.
        why: String,
    },
}

impl Note {
    pub(super) fn kept_logged(table: &QualifiedName, why: &str) -> Self {
        Self::KeptLogged {
            table: table.clone(),
            why: why.to_owned(),
        }
    }

    pub(super) fn kept_in_place(table: &QualifiedName, what: &str, why: &str) -> Self {
        Self::KeptInPlace {
            table: table.clone(),
            what: what.to_owned(),
            why: why.to_owned(),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeptInPlace { table, what, why } => {
                write!(formatter, "{what} of {table} stayed in place: {why}")
            }
            Self::KeptLogged { table, why } => {
                write!(formatter, "{table} was not made unlogged: {why}")
            }
        }
    }
}

pub(super) fn report(
    context: &Context,
    slices: &Slices,
    notes: Vec<Note>,
    elapsed: Duration,
) -> LoadReport {
    let mut all = Digester::new();
    let mut tables = Vec::new();
    for (place, table) in context.job.tables.iter().enumerate() {
        let mut own = Digester::new();
        let mut rows = 0;
        for (_, slice) in slices.range((place, 0)..=(place, u64::MAX)) {
            own.field(slice.digest.as_bytes());
            rows += slice.rows;
        }
        let digest = own.finish();
        all.field(table.name.to_string()).field(digest.as_bytes());
        tables.push(TableReport {
            name: table.name.clone(),
            rows,
            found: context.found.get(place).copied().unwrap_or(0),
            digest,
        });
    }
    LoadReport {
        tables,
        digest: all.finish(),
        notes,
        elapsed,
    }
}
