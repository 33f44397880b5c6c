//! What applying a project would do: the body of `stagecraft.plan/1`.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Digester, Finding, Severity};

use crate::rules::{empty_migration, missing_rollback};
use crate::{HistoryRow, Layout, MigrationFile, Project, Statement};
use crate::{enum_use, history, rollback, split_file, transaction};

/// Schema name of the document that holds a [`Plan`].
pub const PLAN_SCHEMA: &str = "stagecraft.plan/1";

/// How a file is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// All of it in one transaction, the history row included.
    Transaction,
    /// One statement at a time: some statement cannot run in a transaction.
    Statements,
    /// Not at all: an error finding says why.
    Refused,
}

/// How a file stands to the database's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not in the history, and newer than everything in it.
    Pending,
    /// In the history with the same statements.
    Applied,
    /// In the history, with other statements than the file has now.
    AppliedEdited,
    /// In the history without statements, so that edits cannot be seen.
    AppliedUnknown,
    /// Not in the history, but older than the newest version in it.
    OutOfOrder,
}

/// One migration file and what would happen to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMigration {
    /// The version as the project's own tool records it.
    pub version: String,
    /// What follows it in the file's name; may be empty.
    pub name: String,
    /// The file, relative to the project, with forward slashes.
    pub path: String,
    /// Digest of the file's bytes.
    pub digest: Digest,
    /// How it stands to the history.
    pub state: State,
    /// How it is run.
    pub mode: Mode,
    /// What is sent, in order; a transaction around the whole file is left out.
    pub statements: Vec<Statement>,
    /// Its rollback file, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollback: Option<String>,
}

/// A version that the history has and the folder has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingMigration {
    /// The version.
    pub version: String,
    /// The name in the history, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What applying a project would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Over version, name and file digest of every migration, in order.
    pub digest: Digest,
    /// Whose way of laying out migrations the project follows.
    #[serde(default)]
    pub layout: Layout,
    /// Whether a history was compared; without one everything is pending.
    pub compared: bool,
    /// Every migration file, in the order in which they are applied.
    pub migrations: Vec<PlannedMigration>,
    /// What was applied but has no file.
    pub missing: Vec<MissingMigration>,
    /// Everything that a person should know, of reading and of planning.
    pub findings: Vec<Finding>,
}

impl Plan {
    /// Returns the findings that point into `path`.
    pub fn findings_of(&self, path: &str) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |it| it.at.as_ref().is_some_and(|at| at.file == path))
    }
}

/// Plans `project` against a database's history; without one, everything is
/// pending. Only the Supabase CLI's history can be compared: that of a project
/// of another layout is left out.
pub fn plan(project: &Project, history: Option<&[HistoryRow]>) -> Plan {
    let history = history.filter(|_| project.layout == Layout::Supabase);
    let mut findings = project.findings.clone();
    let rows = history.unwrap_or(&[]);
    let newest = history::newest(rows);
    let mut digester = Digester::new();
    let mut migrations = Vec::new();
    for file in &project.migrations {
        digester
            .field(&file.version)
            .field(&file.name)
            .field(file.digest.to_string());
        let (mode, statements) = run(project.layout, file, &mut findings);
        let state = history::state(file, rows, newest, &mut findings);
        migrations.push(PlannedMigration {
            version: file.version.clone(),
            name: file.name.clone(),
            path: file.path.clone(),
            digest: file.digest,
            state,
            mode,
            statements,
            rollback: project.rollback_of(&file.path).map(|it| it.path.clone()),
        });
    }
    let missing = history::missing(project, rows, &mut findings);
    findings.extend(without_rollback(project.layout, &migrations));
    findings.extend(rollback::without_statements(&project.rollbacks));
    Plan {
        digest: digester.finish(),
        layout: project.layout,
        compared: history.is_some(),
        migrations,
        missing,
        findings,
    }
}

/// Splits a file and decides how it is run; an error of the file itself, found
/// now or when it was read, refuses it.
fn run(
    layout: Layout,
    file: &MigrationFile,
    findings: &mut Vec<Finding>,
) -> (Mode, Vec<Statement>) {
    let mut split = split_file(&file.path, &file.sql);
    split.no_transaction |= file.no_transaction;
    let mut found = std::mem::take(&mut split.findings);
    let statements = &split.statements;
    if statements.is_empty() {
        found.push(empty_migration::found(&file.path));
    }
    found.extend(enum_use::find(&file.path, &file.sql, statements));
    let run = transaction::run(layout, &file.path, &file.sql, split);
    found.extend(run.findings);
    let of_reading = findings
        .iter()
        .filter(|it| it.at.as_ref().is_some_and(|at| at.file == file.path));
    let refused = of_reading
        .chain(&found)
        .any(|it| it.severity == Severity::Error);
    findings.extend(found);
    let mode = if refused { Mode::Refused } else { run.mode };
    (mode, run.statements)
}

fn without_rollback(layout: Layout, migrations: &[PlannedMigration]) -> Option<Finding> {
    let without = || migrations.iter().filter(|it| it.rollback.is_none());
    let newest = without().next_back()?;
    Some(missing_rollback::found(
        layout,
        without().count(),
        migrations.len(),
        &newest.path,
    ))
}
