//! Two migrations of one version.

use stagecraft_model::{Finding, Severity};

use super::Rule;
use crate::Layout;

pub(crate) const RULE: Rule = Rule {
    id: "duplicate-version",
    severity: Severity::Error,
    why: "A version is recorded once: the second file fails on that after all of its \
          statements ran, as with the Supabase CLI, or the tool refuses the whole folder.",
    help: "give the later file a new version",
};

/// `path` has the version that `first` has already.
pub(crate) fn found(layout: Layout, version: &str, first: &str, path: &str) -> Finding {
    let mut finding = RULE.finding(
        path,
        format!("version {version} of `{path}` is taken by `{first}`"),
    );
    let why = match layout {
        Layout::GolangMigrate => {
            "golang-migrate refuses a folder that holds a version twice; tools that descend \
             from it may run both, as is done here."
        }
        Layout::Numbered => "Both are run, in the order of their names.",
        _ => return finding.at(path, None),
    };
    finding.severity = Severity::Warning;
    finding.why(why).at(path, None)
}
