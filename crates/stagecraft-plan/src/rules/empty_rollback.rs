//! A rollback without a statement.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "empty-rollback",
    severity: Severity::Warning,
    why: "Where a tool runs it, the migration counts as undone and all that it made is \
          still there; diesel refuses a file without a byte.",
    help: "write what undoes the migration, or delete the rollback, so that nobody relies \
           on it",
};

/// `path` holds no statement.
pub(crate) fn found(path: &str) -> Finding {
    RULE.finding(
        path,
        format!("`{path}` holds no statement that undoes anything"),
    )
    .at(path, None)
}

/// `empty` of `all` rollbacks hold none; the newest of them is `path`.
pub(crate) fn several(empty: usize, all: usize, path: &str) -> Finding {
    RULE.finding(
        "rollbacks",
        format!("{empty} of {all} rollback(s) hold no statement, the newest is `{path}`"),
    )
}
