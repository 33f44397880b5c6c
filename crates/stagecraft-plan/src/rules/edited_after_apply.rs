//! A file that was changed after it was applied.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "edited-after-apply",
    severity: Severity::Error,
    why: "The database holds what the file said then. The Supabase CLI does not notice: \
          other databases get what the file says now.",
    help: "restore the file as it was applied, and put the change into a new migration",
};

/// What differs between the history and the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The first piece that differs, from 1.
    pub(crate) piece: usize,
    /// Whether only comments and white space differ.
    pub(crate) cosmetic: bool,
}

/// `path` is not what was applied.
pub(crate) fn found(path: &str, edit: Edit, at: Option<SourceSpan>) -> Finding {
    let mut finding = RULE.finding(
        path,
        if edit.cosmetic {
            format!("comments or white space of `{path}` changed after it was applied")
        } else {
            format!(
                "`{path}` was changed after it was applied, from its statement {} on",
                edit.piece
            )
        },
    );
    if edit.cosmetic {
        finding.severity = Severity::Warning;
    }
    finding.at(path, at)
}
