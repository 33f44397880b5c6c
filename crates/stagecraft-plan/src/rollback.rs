//! What running a rollback would do: its statements, and how they are run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Finding, Severity};

use crate::rules::empty_rollback;
use crate::split::Tokens;
use crate::{Mode, RollbackFile, Statement, enum_use, split_file, transaction};

/// One rollback and what would happen to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRollback {
    /// The version of the migration that it undoes.
    pub version: String,
    /// What follows it in the file's name; may be empty.
    pub name: String,
    /// The file, relative to the project, with forward slashes.
    pub path: String,
    /// Digest of the whole file's bytes.
    pub digest: Digest,
    /// How it is run.
    pub mode: Mode,
    /// What is sent, in order; a transaction around the whole file is left out.
    pub statements: Vec<Statement>,
    /// Everything that a person should know of the file; its errors say why it
    /// is refused.
    pub findings: Vec<Finding>,
}

/// Plans a rollback as [`plan`](crate::plan) plans a migration: the spans point
/// into the rollback's text.
pub fn plan_rollback(file: &RollbackFile) -> PlannedRollback {
    let mut split = split_file(&file.path, &file.sql);
    split.no_transaction |= file.no_transaction;
    let mut findings = file.findings.clone();
    findings.append(&mut split.findings);
    if split.statements.is_empty() {
        findings.push(empty_rollback::found(&file.path));
    }
    findings.extend(enum_use::find(&file.path, &file.sql, &split.statements));
    let run = transaction::run(file.layout, &file.path, &file.sql, split);
    findings.extend(run.findings);
    let refused = findings.iter().any(|it| it.severity == Severity::Error);
    PlannedRollback {
        version: file.version.clone(),
        name: file.name.clone(),
        path: file.path.clone(),
        digest: file.digest,
        mode: if refused { Mode::Refused } else { run.mode },
        statements: run.statements,
        findings,
    }
}

/// Finds rollbacks that hold no statement.
pub(crate) fn without_statements(rollbacks: &BTreeMap<String, RollbackFile>) -> Option<Finding> {
    let empty = || rollbacks.values().filter(|it| is_empty(&it.sql));
    let newest = empty().max_by_key(|it| &it.path)?;
    let (count, all) = (empty().count(), rollbacks.len());
    Some(empty_rollback::several(count, all, &newest.path))
}

/// Returns whether a text holds nothing but comments and semicolons.
fn is_empty(sql: &str) -> bool {
    Tokens::new(sql).all(|it| it.kind.is_trivia() || sql.get(it.start..it.end) == Some(";"))
}
