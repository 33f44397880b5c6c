//! What the profile says of a table.

use std::collections::BTreeMap;

use stagecraft_model::{Ident, QualifiedName, SourceSpan};

use super::ColumnProfile;

/// What the profile says of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableProfile {
    /// How many rows it gets; assumed when absent.
    pub rows: Option<RowCount>,
    /// Why it gets none.
    pub skip: Option<String>,
    /// What differs, column by column.
    pub columns: BTreeMap<Ident, ColumnProfile>,
    /// Columns whose values go together.
    pub together: Vec<Together>,
    /// Rows that are there at every scale, with values that are known beforehand.
    pub fixed: Vec<FixedRow>,
    /// Where its entry stands.
    pub at: Option<SourceSpan>,
    /// Where its number of rows stands.
    pub rows_at: Option<SourceSpan>,
}

/// How many rows a table gets.
#[derive(Debug, Clone, PartialEq)]
pub enum RowCount {
    /// So many in all, times the scale's factor.
    Total(u64),
    /// So many in an average tenant, times the scale's factor.
    PerTenant(f64),
    /// So many per row of another table on average; that table's count scales.
    Per {
        /// The other table.
        parent: QualifiedName,
        /// Rows per row of it.
        ratio: f64,
    },
    /// So many in all at each scale, as they stand; what is assumed at the others.
    ByScale(BTreeMap<String, u64>),
}

/// A row with values that are known beforehand, such as a person who can sign in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FixedRow {
    /// Which tenant it belongs to, from 0. Scales with fewer leave it out.
    pub tenant: u64,
    /// Values as their types read them, `None` for null; other columns are made.
    pub values: BTreeMap<Ident, Option<String>>,
    /// Where it stands.
    pub at: Option<SourceSpan>,
}

/// Columns whose values are drawn as one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Together {
    /// The columns.
    pub columns: Vec<Ident>,
    /// What they may be, a text per column or `None` for null, with weights; one
    /// is drawn per row. Text is a [`Template`](super::Template).
    pub rows: Vec<(Vec<Option<String>>, f64)>,
    /// Where it stands.
    pub at: Option<SourceSpan>,
}
