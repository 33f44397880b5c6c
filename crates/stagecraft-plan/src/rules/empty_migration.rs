//! A migration without a statement.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "empty-migration",
    severity: Severity::Note,
    why: "It changes nothing but the history.",
    help: "delete it, unless it holds the place of something that was applied",
};

/// `path` holds no statement.
pub(crate) fn found(path: &str) -> Finding {
    RULE.finding(path, format!("`{path}` holds no statement"))
        .at(path, None)
}
