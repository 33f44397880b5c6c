//! One `BEGIN … COMMIT` around the whole file: taken off.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "transaction-around-file",
    severity: Severity::Note,
    why: "Stagecraft runs the file and its history row in one transaction of its own, \
          which means the same. Where the pair is run as it stands, as the Supabase CLI \
          does, the history row stays outside.",
    help: "remove the pair",
};

/// The transaction that begins at `at` is left out.
pub(crate) fn found(path: &str, at: SourceSpan) -> Finding {
    RULE.finding(
        path,
        format!("the transaction around `{path}` is taken off"),
    )
    .at(path, Some(at))
}
