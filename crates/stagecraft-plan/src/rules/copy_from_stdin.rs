//! Data in the file, behind `COPY … FROM stdin`.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "copy-from-stdin",
    severity: Severity::Error,
    why: "Only psql reads data from the file itself; migration tools and Stagecraft send \
          statements, so that the file would fail.",
    help: "write the rows as `INSERT`, or put them into a seed that psql loads",
};

/// The statement at `at` is followed by data.
pub(crate) fn found(path: &str, at: SourceSpan) -> Finding {
    RULE.finding(
        &format!("{path}:{}", at.line),
        format!("the statement in line {} reads data from the file", at.line),
    )
    .at(path, Some(at))
}
