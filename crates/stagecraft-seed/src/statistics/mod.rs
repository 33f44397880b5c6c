//! What a server knows of its rows without the rows: how many there are, how
//! many values are null, how numbers and times are spread, how often each label
//! of an enum occurs.
//!
//! Statistics hold samples of rows. What may be read of a column is decided by
//! its type in the server, by a list of types whose values say little of anybody:
//! of text, JSON, bytes, UUIDs and everything that is not on the list neither
//! values nor bounds are asked for, and of keys neither.

mod read;

use std::borrow::Cow;
use std::collections::BTreeMap;

use stagecraft_model::{ErrorClass, Fault, Ident, QualifiedName};

/// What a server knows of its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statistics {
    /// Table by table; what is not there was not found.
    pub tables: BTreeMap<QualifiedName, TableStatistics>,
}

/// What a server knows of a table's rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableStatistics {
    /// About how many there are; absent when nobody has counted.
    pub rows: Option<u64>,
    /// Whether `ANALYZE` has seen it: without that nothing is known of columns.
    pub analyzed: bool,
    /// Columns, as far as the role may see their statistics.
    pub columns: BTreeMap<Ident, ColumnStatistics>,
}

/// What a server knows of a column's values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnStatistics {
    /// Which part is null, from 0 to 1.
    pub null: f64,
    /// How many values there are that differ: from 0 on a number, below 0 minus
    /// that number's part of the rows.
    pub distinct: f64,
    /// Labels of an enum or truth values, with the parts of the rows that have them.
    pub labels: Vec<(String, f64)>,
    /// Bounds of a number's or a time's values, equally many rows between them.
    pub bounds: Vec<String>,
}

/// Why statistics could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the statistics of the tables could not be read")]
pub struct StatisticsError {
    /// What the driver said.
    #[from]
    source: tokio_postgres::Error,
}

impl Fault for StatisticsError {
    fn class(&self) -> ErrorClass {
        ErrorClass::Environment
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("a draft without statistics needs no server's word on its rows".into())
    }
}
