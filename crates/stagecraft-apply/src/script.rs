//! What is run: a file's statements, what runs around them, and what they may
//! cost.

use std::collections::BTreeMap;
use std::time::Duration;

use stagecraft_plan::{KeepFile, PlannedMigration, Statement};

/// What a file may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long one statement may run before it is cancelled.
    pub statement: Duration,
}

/// One file to run.
#[derive(Debug, Clone, Copy)]
pub struct FileRun<'a> {
    /// The file as planned.
    pub migration: &'a PlannedMigration,
    /// The file's text, which the statements' spans point into.
    pub sql: &'a str,
    /// What runs around its statements, in its transaction.
    pub around: &'a Around,
}

/// Statements of a text, and what runs around them.
#[derive(Debug, Clone, Copy)]
pub struct Script<'a> {
    /// The statements, in order.
    pub statements: &'a [Statement],
    /// The text that their spans point into.
    pub sql: &'a str,
    /// What runs around them.
    pub around: &'a Around,
}

impl<'a> Script<'a> {
    /// Returns a script with nothing around its statements.
    pub fn new(statements: &'a [Statement], sql: &'a str) -> Self {
        Self {
            statements,
            sql,
            around: &NOTHING,
        }
    }
}

impl<'a> FileRun<'a> {
    /// Returns the file's statements.
    pub fn script(&self) -> Script<'a> {
        Script {
            statements: &self.migration.statements,
            sql: self.sql,
            around: self.around,
        }
    }

    /// Returns a run of a file with nothing around it.
    pub fn new(migration: &'a PlannedMigration, sql: &'a str) -> Self {
        Self {
            migration,
            sql,
            around: &NOTHING,
        }
    }
}

/// Statements of the tool's own that run with a file's, in its transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Before the first statement.
    pub before: Vec<String>,
    /// In place of statements, by ordinal.
    pub instead: BTreeMap<usize, Vec<String>>,
    /// After the last statement.
    pub after: Vec<String>,
}

impl From<&KeepFile> for Around {
    fn from(file: &KeepFile) -> Self {
        Self {
            before: file.before.clone(),
            instead: file.instead.clone(),
            after: file.after.clone(),
        }
    }
}

/// Nothing runs around most files.
static NOTHING: Around = Around {
    before: Vec::new(),
    instead: BTreeMap::new(),
    after: Vec::new(),
};
