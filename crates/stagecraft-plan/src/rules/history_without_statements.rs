//! A row of the history that does not say what was run.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "history-without-statements",
    severity: Severity::Note,
    why: "Rows that other tools or old versions of the CLI wrote hold no statements: \
          whether the file was changed since cannot be seen.",
    help: "check it by hand, or fill the row with `supabase migration repair --status \
          applied`",
};

/// The row of `path` holds none.
pub(crate) fn found(path: &str) -> Finding {
    RULE.finding(
        path,
        format!("the history does not say what was run for `{path}`"),
    )
    .at(path, None)
}
