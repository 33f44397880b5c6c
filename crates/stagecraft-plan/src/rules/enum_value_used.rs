//! An enum value that is added and used in the same file.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "enum-value-used",
    severity: Severity::Warning,
    why: "A new value of an existing enum cannot be used before the transaction that added \
          it is committed: PostgreSQL answers 55P04 and the whole file is rolled back.",
    help: "add the value in one file and use it in the next",
};

/// `label` was added to `type_name` before, and stands at `at`.
pub(crate) fn found(path: &str, type_name: &str, label: &str, at: SourceSpan) -> Finding {
    RULE.finding(
        &format!("{path}:{type_name}.{label}"),
        format!(
            "line {} seems to use `{label}`, which this file adds to the enum `{type_name}`",
            at.line
        ),
    )
    .at(path, Some(at))
}
