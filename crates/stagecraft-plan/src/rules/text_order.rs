//! A file that is applied before one with a smaller number.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "text-order",
    severity: Severity::Warning,
    why: "Files are taken in the order of their names as text, as dbmate and a shell take \
          them: `10` comes before `9`.",
    help: "give every number the same count of digits, best `YYYYMMDDHHMMSS`",
};

/// `path` is applied before `next`, whose number is smaller.
pub(crate) fn found(path: &str, next: &str) -> Finding {
    RULE.finding(
        "migrations",
        format!("`{path}` is applied before `{next}`, because names are text"),
    )
    .at(path, None)
}
