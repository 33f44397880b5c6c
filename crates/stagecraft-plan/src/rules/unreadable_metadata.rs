//! A `metadata.toml` that diesel cannot read.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "unreadable-metadata",
    severity: Severity::Warning,
    why: "diesel says nothing and runs the migration in a transaction, whatever the file \
          was to say.",
    help: "correct the file: `run_in_transaction = false` is all that it needs",
};

/// The file beside `path` cannot be read.
pub(crate) fn found(path: &str) -> Finding {
    RULE.finding(
        path,
        format!("the `metadata.toml` beside `{path}` is not one that diesel reads"),
    )
    .at(path, None)
}
