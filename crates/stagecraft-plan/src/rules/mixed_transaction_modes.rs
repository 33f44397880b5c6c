//! Statements that need to be outside of a transaction, and others, in one file.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "mixed-transaction-modes",
    severity: Severity::Warning,
    why: "One statement cannot run in a transaction, so that none of the file does: a \
          failure leaves the file half applied, without a history row, and the next run \
          fails on what is there already.",
    help: "put the statement into a file of its own",
};

/// The statement at `at` is one of `all` in the file.
pub(crate) fn found(path: &str, reason: &str, all: usize, at: SourceSpan) -> Finding {
    RULE.finding(
        path,
        format!("{reason}, so that all {all} statements of the file run one by one"),
    )
    .at(path, Some(at))
}
