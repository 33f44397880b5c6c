//! `standard_conforming_strings` is turned off in the file.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "backslash-strings",
    severity: Severity::Warning,
    why: "From here on a backslash escapes in plain strings. A tool that splits the file \
          itself, as the Supabase CLI does, may end a statement in the middle of a string; \
          PostgreSQL 19 has no such setting any more.",
    help: "drop the setting and write `E'…'` where a backslash escapes",
};

/// The setting at `at` changes how the rest is read.
pub(crate) fn found(path: &str, at: SourceSpan) -> Finding {
    RULE.finding(
        path,
        format!(
            "`standard_conforming_strings` is off after line {}",
            at.line
        ),
    )
    .at(path, Some(at))
}
