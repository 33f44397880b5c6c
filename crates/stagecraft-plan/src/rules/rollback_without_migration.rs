//! A rollback file whose version no migration has.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "rollback-without-migration",
    severity: Severity::Warning,
    why: "Nothing would ever run it; most often the migration was renamed.",
    help: "rename it to the version of its migration, or delete it",
};

/// `path` undoes nothing.
pub(crate) fn found(version: &str, path: &str) -> Finding {
    RULE.finding(
        path,
        format!("no migration has version {version} of `{path}`"),
    )
    .at(path, None)
}
