//! Two migrations of one version.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "duplicate-version",
    severity: Severity::Error,
    why: "The version is the primary key of the history table: the second file would fail \
          on it, after all of its statements ran.",
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
