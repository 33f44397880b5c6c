//! A file's statements, where psql would end them.

mod boundary;
mod directive;
mod driver;
mod outside;
mod position;
mod psql;
mod syntax;
mod tag;
mod token;
mod words;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Finding, SourceSpan};

pub use driver::split_file;
pub(crate) use position::Position;
pub(crate) use token::{Kind, Tokens};
pub(crate) use words::{Word, words};

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

impl Statement {
    /// Returns the statement's text; `sql` is its file.
    pub fn text<'a>(&self, sql: &'a str) -> &'a str {
        sql.get(self.span.start..self.span.end).unwrap_or("")
    }
}

/// What a file's text was found to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// Whether a comment before the first statement asks for no transaction:
    /// `-- stagecraft: no-transaction`, or the Supabase CLI's own
    /// `-- pg-delta: transaction=false` in the first line.
    pub no_transaction: bool,
    /// What a person should know about the text.
    pub findings: Vec<Finding>,
}

/// Splits a file's text; findings name no file.
pub fn split(sql: &str) -> Split {
    split_file("", sql)
}
