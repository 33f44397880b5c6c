//! A statement that only works in a transaction, in a file that runs without one.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "needs-transaction-block",
    severity: Severity::Warning,
    why: "Outside of a transaction block PostgreSQL refuses `LOCK TABLE`, `DECLARE` \
          without hold and savepoints, and `SET LOCAL` does nothing.",
    help: "move it into a file of its own, or wrap it in `BEGIN` and `COMMIT`",
};

/// The statement at `at` needs one.
pub(crate) fn found(path: &str, tag: &str, at: SourceSpan) -> Finding {
    RULE.finding(
        &format!("{path}:{}", at.line),
        format!("`{tag}` in line {} has no transaction to work in", at.line),
    )
    .at(path, Some(at))
}
