//! Two migrations of one version.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "duplicate-version",
    severity: Severity::Error,
    why: "A version is recorded once: the second file fails on that after all of its \
          statements ran, as with the Supabase CLI, or the tool refuses the whole folder.",
    help: "give the later file a new version",
};

/// `path` has the version that `first` has already.
pub(crate) fn found(version: &str, first: &str, path: &str) -> Finding {
    RULE.finding(
        path,
        format!("version {version} of `{path}` is taken by `{first}`"),
    )
    .at(path, None)
}
