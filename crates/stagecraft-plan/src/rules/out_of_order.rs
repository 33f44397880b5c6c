//! A pending file that is older than what was applied.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "out-of-order",
    severity: Severity::Error,
    why: "It was never tried after the newer ones, which may depend on its absence; the \
          Supabase CLI refuses it without `--include-all`.",
    help: "give it a new version, or apply it with `--include-all`",
};

/// `path` is pending, though `newest` was applied.
pub(crate) fn found(path: &str, newest: &str) -> Finding {
    RULE.finding(
        path,
        format!("`{path}` is pending but older than version {newest}, which was applied"),
    )
    .at(path, None)
}
