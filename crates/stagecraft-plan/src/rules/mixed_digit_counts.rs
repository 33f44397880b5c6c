//! Versions of different lengths, compared as strings.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "mixed-digit-counts",
    severity: Severity::Warning,
    why: "Versions are compared as text, here, in the Supabase CLI and in the history \
          table: `10` comes before `9`.",
    help: "give every version the same number of digits, best `YYYYMMDDHHMMSS`",
};

/// `later` is a greater number than `earlier` but is applied first, or the
/// lengths merely differ.
pub(crate) fn found(first: &str, second: &str, misordered: bool) -> Finding {
    let message = if misordered {
        format!("version {first} is applied before version {second}, because versions are text")
    } else {
        format!("versions differ in length: {first} and {second}")
    };
    let mut finding = RULE.finding("migrations", message);
    if !misordered {
        finding.severity = Severity::Note;
    }
    finding
}
