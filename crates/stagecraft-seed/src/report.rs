//! What filling did, table by table.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

/// What filling did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillReport {
    /// The tables that were asked for and those that had to be filled before
    /// them, in the order in which they were filled.
    pub tables: Vec<FilledTable>,
    /// How long all of it took.
    #[serde(skip)]
    pub elapsed: Duration,
}

impl FillReport {
    /// Returns the tables that have fewer rows than they should.
    pub fn short(&self) -> impl Iterator<Item = &FilledTable> {
        self.tables.iter().filter(|it| it.is_short())
    }
}

/// What filling did to one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledTable {
    /// The table.
    pub table: QualifiedName,
    /// The columns that got values; empty when whole rows were added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Ident>,
    /// How many rows there were; of large tables a part.
    pub found: usize,
    /// How many rows there should be, or should get a value.
    pub wanted: usize,
    /// How many rows were added, or got a value.
    pub written: usize,
    /// How many of them are plainer than intended, because the server refused
    /// what was intended.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub plainer: usize,
    /// Whether the table's own triggers had to be disabled for some rows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_triggers: bool,
    /// How long it took.
    #[serde(skip)]
    pub elapsed: Duration,
    /// Why there are not more, or why some are plainer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

impl FilledTable {
    /// Returns whether it has fewer rows than it should.
    pub fn is_short(&self) -> bool {
        let before = if self.columns.is_empty() {
            self.found
        } else {
            0
        };
        before + self.written < self.wanted
    }
}

/// Writes one line: `public.notes: 3 of 8 rows (check notes_body: …)`.
impl fmt::Display for FilledTable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.table)?;
        for (n, column) in self.columns.iter().enumerate() {
            let before = if n == 0 { "." } else { ", " };
            write!(formatter, "{before}{column}")?;
        }
        let before = if self.columns.is_empty() {
            self.found
        } else {
            0
        };
        write!(formatter, ": {}", before + self.written)?;
        if self.is_short() {
            write!(formatter, " of {}", self.wanted)?;
        }
        formatter.write_str(" rows")?;
        if self.plainer > 0 {
            write!(formatter, ", {} plainer", self.plainer)?;
        }
        if self.without_triggers {
            formatter.write_str(", triggers off")?;
        }
        match &self.refusal {
            Some(refusal) => write!(formatter, " ({refusal})"),
            None => Ok(()),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Why a row was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The server's five characters; absent when the row was never sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sqlstate: Option<String>,
    /// The constraint or index that refused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// The server's words, or ours.
    pub message: String,
    /// Where the server was: `PL/pgSQL function public.f() line 3 at RAISE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}

impl Refusal {
    /// Returns a refusal that was foreseen.
    pub(crate) fn foreseen(constraint: Option<&str>, message: impl Into<String>) -> Self {
        Self {
            sqlstate: None,
            constraint: constraint.map(str::to_owned),
            message: message.into(),
            context: None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(constraint) = &self.constraint
            && !self.message.contains(constraint.as_str())
        {
            write!(formatter, "{constraint}: ")?;
        }
        formatter.write_str(&self.message)?;
        if let Some(sqlstate) = &self.sqlstate {
            write!(formatter, " ({sqlstate})")?;
        }
        match &self.context {
            Some(context) => write!(formatter, ", in {context}"),
            None => Ok(()),
        }
    }
}
