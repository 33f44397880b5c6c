//! A file that keeps rows for another text of its migration.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "stale-keep-file",
    severity: Severity::Error,
    why: "It was made for another text of the migration: what it keeps may not be what this \
          one destroys.",
    help: "run `stagecraft rollback generate`; `stagecraft apply run --without-keep` applies without keeping rows",
};

/// `path` keeps rows for the migration `migration`, as it once was.
pub(crate) fn found(path: &str, migration: &str) -> Finding {
    RULE.finding(
        path,
        format!("`{path}` does not fit `{migration}` any more"),
    )
    .at(path, None)
}
