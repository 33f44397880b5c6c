//! A first file that the Supabase CLI skips for its name and age.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "initial-file-skipped",
    severity: Severity::Warning,
    why: "The Supabase CLI skips a first file named `<14 digits>_init.sql` that is older \
          than 20211209000000.",
    help: "rename it: another name than `init` is applied",
};

/// `path` is skipped.
pub(crate) fn found(path: &str) -> Finding {
    RULE.finding(
        path,
        format!("the Supabase CLI skips `{path}`, Stagecraft applies it"),
    )
    .at(path, None)
}

/// Returns whether the CLI skips a first file of this name.
pub(crate) fn is_skipped(version: &str, name: &str) -> bool {
    name == "init"
        && version.len() >= 14
        && version.get(version.len() - 14..) < Some("20211209000000")
}
