//! How a column's values are made.

use std::sync::Arc;

use stagecraft_copy::Value;

use super::own::Own;
use crate::profile::Template;
use crate::random::Key;

/// How a column's values are made.
#[derive(Debug, Clone)]
pub(crate) enum Maker {
    /// The server makes them: generated columns, defaults of types that nothing
    /// is known of.
    Unwritten,
    /// `NULL`.
    Null,
    /// What a column of the tenant's row holds.
    Tenant {
        /// The tenants' place in the dataset.
        table: usize,
        column: usize,
    },
    /// What a column of the parent holds.
    Reference {
        /// The foreign key, by its place.
        foreign: usize,
        /// The parent's column.
        column: usize,
    },
    /// A part of a key: which of the arrangement's digits.
    Digit(usize),
    /// Made from the row's number and chance.
    Own { own: Own, null: f64, key: Key },
    /// Another column's value and some more.
    After {
        column: usize,
        own: Box<Self>,
        least: f64,
        most: f64,
        key: Key,
    },
    /// One of a few combinations that checks allow: which pool, and which part
    /// of it.
    Pooled {
        pool: usize,
        part: usize,
        /// What makes the value where the combination leaves it open.
        open: Box<Self>,
    },
}

/// Combinations of values for columns that checks look at together.
#[derive(Debug, Clone)]
pub(crate) struct Pool {
    pub(crate) columns: Vec<usize>,
    /// Each with its share, added up.
    pub(crate) rows: Vec<(u64, Vec<Part>)>,
    pub(crate) key: Key,
}

/// What a combination says of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    Value(Value),
    /// Text with placeholders, drawn anew for each row.
    Template(Arc<Template>),
    /// Anything but `NULL`.
    Open,
}
