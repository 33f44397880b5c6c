//! A block or a procedure that may commit on its own.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "hidden-commit",
    severity: Severity::Note,
    why: "A `COMMIT` inside fails in a transaction (2D000), and whether a procedure holds \
          one cannot be seen from the file.",
    help: "rehearse the file; if it fails with 2D000, begin it with `-- stagecraft: no- \
          transaction`",
};

/// The statement at `at` may hold a `COMMIT`.
pub(crate) fn found(path: &str, tag: &str, at: SourceSpan) -> Finding {
    let message = if tag == "do" {
        format!(
            "the block in line {} seems to commit or to roll back",
            at.line
        )
    } else {
        format!(
            "whether the procedure called in line {} commits cannot be seen",
            at.line
        )
    };
    RULE.finding(&format!("{path}:{}", at.line), message)
        .at(path, Some(at))
}
