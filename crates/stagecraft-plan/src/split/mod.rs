//! A file's statements, where psql would end them.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Finding, SourceSpan};

/// One statement of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Position in the file, from 1.
    pub ordinal: usize,
    /// The statement's bytes in the file, without leading and trailing
    /// comments and without its semicolon.
    pub span: SourceSpan,
    /// What it is, in lower case: `create table`, `alter table`, `select`.
    pub tag: String,
    /// Why it cannot run in a transaction block; absent when it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside_transaction: Option<String>,
    /// Digest of the statement's bytes.
    pub digest: Digest,
}

/// What a file's text was found to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// What a person should know; their files are empty, for the caller to fill.
    pub findings: Vec<Finding>,
}

/// Splits a file into statements.
pub fn split(_sql: &str) -> Split {
    Split::default()
}
