//! A NUL byte in a file.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "nul-byte",
    severity: Severity::Error,
    why: "PostgreSQL takes no text with a NUL byte: what follows it would be cut off or \
          refused.",
    help: "remove the byte; `tr -d` with its octal escape does",
};

/// The first one stands at `at`.
pub(crate) fn found(path: &str, at: SourceSpan) -> Finding {
    RULE.finding(
        path,
        format!("byte {} of `{path}` (in line {}) is NUL", at.start, at.line),
    )
    .at(path, None)
}
