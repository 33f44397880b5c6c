//! A version that was applied but has no file.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "missing-locally",
    severity: Severity::Error,
    why: "The database holds changes that the folder does not know; the Supabase CLI \
          refuses to push.",
    help: "restore the file from version control or with `supabase migration fetch`, or \
          mark it with `supabase migration repair --status reverted`",
};

/// `version` has no file.
pub(crate) fn found(version: &str, name: Option<&str>) -> Finding {
    let name = name.map_or_else(String::new, |it| format!(" ({it})"));
    RULE.finding(
        version,
        format!("version {version}{name} was applied but has no file"),
    )
}
