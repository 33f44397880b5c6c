//! Transactions in a file that are not one around all of it.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "transaction-control",
    severity: Severity::Error,
    why: "The file and its history row are applied in one transaction, all or nothing. A \
          `COMMIT` in the middle ends it: what follows is lost or kept apart from the \
          history, without an error.",
    help: "put each transaction into a file of its own, or begin the file with `-- \
          stagecraft: no-transaction` to have it run statement by statement",
};

/// `message` says what the statement at `at` does.
pub(crate) fn found(path: &str, message: &str, at: SourceSpan) -> Finding {
    RULE.finding(&format!("{path}:{}", at.line), message)
        .at(path, Some(at))
}
