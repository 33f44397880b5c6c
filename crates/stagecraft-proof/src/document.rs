//! What was proven, as a document holds it.

use serde::{Deserialize, Serialize};
use stagecraft_catalog::Change;
use stagecraft_model::{Ident, QualifiedName};
use stagecraft_rollback::keep::Kept;

/// How much of what was before a way back restores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Catalog, contents and sequences are as they were.
    Exact,
    /// All of it but the order of columns, or what else makes no difference to
    /// a query.
    Equivalent,
    /// Something is not as it was.
    Lossy,
    /// There is no way back that runs.
    Irreversible,
}

impl Grade {
    /// Returns the grade as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Equivalent => "equivalent",
            Self::Lossy => "lossy",
            Self::Irreversible => "irreversible",
        }
    }
}

/// A table whose contents are not as they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// The table.
    pub relation: QualifiedName,
    /// What differs: `8 rows → 7`.
    pub difference: String,
    /// Whether there are more or fewer rows.
    #[serde(default)]
    pub count_differs: bool,
    /// Columns whose values differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Ident>,
}

/// What one way back was seen to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WayProof {
    /// How much it restores.
    pub grade: Grade,
    /// Why it is not exact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What of the catalog is not as it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub catalog: Vec<Change>,
    /// Tables whose contents are not as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Rows>,
    /// Sequences that do not stand where they stood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sequences: Vec<QualifiedName>,
    /// Whether the migration was applied again afterwards, and led to the same
    /// catalog, but for what it leaves otherwise each time.
    pub applies_again: bool,
    /// Whether it was taken statement by statement, in no transaction.
    #[serde(default, skip_serializing_if = "is_false")]
    pub no_transaction: bool,
    /// Microseconds for the way back and the comparison.
    pub elapsed_us: u64,
}

impl WayProof {
    /// Returns what is to be said of a way back that does not run.
    pub(crate) fn failed() -> Self {
        Self {
            grade: Grade::Irreversible,
            reasons: Vec::new(),
            catalog: Vec::new(),
            rows: Vec::new(),
            sequences: Vec::new(),
            applies_again: false,
            no_transaction: false,
            elapsed_us: 0,
        }
    }

    /// Returns what is to be said of a file that the plan refuses.
    pub(crate) fn refused() -> Self {
        Self {
            reasons: vec!["the file cannot be run: see its findings".to_owned()],
            ..Self::failed()
        }
    }

    /// Returns what is to be said of a way back that was not taken.
    pub(crate) fn not_run(why: &str) -> Self {
        Self {
            reasons: vec![format!("not run: {why}")],
            ..Self::failed()
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What was proven of one migration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MigrationProof {
    /// What is kept of its rows.
    #[serde(default, skip_serializing_if = "Kept::is_empty")]
    pub kept: Kept,
    /// How many tables held rows when it was proven, of how many.
    pub populated: (usize, usize),
    /// The generated way back.
    pub generated: WayProof,
    /// The project's own way back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<WayProof>,
}
