//! A command that only psql understands.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "psql-meta-command",
    severity: Severity::Error,
    why: "Neither PostgreSQL nor a migration tool knows backslash commands: the file would \
          fail with a syntax error.",
    help: "remove the line; what it does has to be said in SQL",
};

/// `name` stands at `at`.
pub(crate) fn found(path: &str, name: &str, at: SourceSpan) -> Finding {
    RULE.finding(
        &format!("{path}:{name}"),
        format!("`{name}` in line {} is a command of psql, not SQL", at.line),
    )
    .at(path, Some(at))
}
