//! What applying one file did, statement by statement.

use serde::{Deserialize, Serialize};

use crate::SqlFailure;

/// How a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// Everything ran and the history row is written.
    Applied,
    /// Something failed and nothing of the file remains.
    Failed,
    /// Something failed in a file that cannot be one transaction: the
    /// statements before it remain, the history row is not written.
    HalfApplied,
    /// The plan refuses the file; nothing was sent.
    Refused,
}

impl FileOutcome {
    /// Returns the outcome as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Failed => "failed",
            Self::HalfApplied => "half applied",
            Self::Refused => "refused",
        }
    }
}

/// One statement that completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementReport {
    /// Place in the file, from 1.
    pub ordinal: usize,
    /// The kind of statement, such as `create table`.
    pub tag: String,
    /// Line of its first byte, from 1.
    pub line: usize,
    /// Microseconds until the server said it was done, from when the previous one was.
    pub elapsed_us: u64,
    /// Rows returned or touched, where the server counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
}

/// What applying one file did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// How it ended.
    pub outcome: FileOutcome,
    /// Statements that completed, in order.
    pub statements: Vec<StatementReport>,
    /// Microseconds for the whole file, commit included.
    pub elapsed_us: u64,
    /// What stopped it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<SqlFailure>,
    /// What the server said on the way, such as `NOTICE: …`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
}

impl FileReport {
    /// Returns the report of a file of which nothing was sent.
    pub fn refused() -> Self {
        Self {
            outcome: FileOutcome::Refused,
            statements: Vec::new(),
            elapsed_us: 0,
            failure: None,
            notices: Vec::new(),
        }
    }
}
