//! A byte-order mark at the start of a file.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "byte-order-mark",
    severity: Severity::Note,
    why: "PostgreSQL itself rejects one as part of the first word. psql, the Supabase CLI \
          and Stagecraft leave it out; other tools may not.",
    help: "save the file as UTF-8 without a byte-order mark",
};

/// `path` begins with one.
pub(crate) fn found(path: &str) -> Finding {
    RULE.finding(path, format!("`{path}` begins with a byte-order mark"))
        .at(path, None)
}
