//! A folder in `migrations/`: nothing in it is applied.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "subfolder-ignored",
    severity: Severity::Warning,
    why: "The Supabase CLI reads `migrations/` flat; SQL files in folders below it are \
          never applied.",
    help: "move the files up into `migrations/`, or the folder out of it",
};

/// The folder `path` holds `files` SQL files that nobody applies.
pub(crate) fn found(path: &str, files: usize) -> Finding {
    let mut finding = RULE.finding(
        path,
        format!("the folder `{path}` is ignored, with {files} SQL file(s) in it"),
    );
    if files == 0 {
        finding.severity = Severity::Note;
    }
    finding.at(path, None)
}
