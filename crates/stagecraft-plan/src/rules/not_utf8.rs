//! A file that is not UTF-8.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "not-utf8",
    severity: Severity::Error,
    why: "A tool may refuse the file, or replace the bytes that it cannot read and apply it \
          all the same, as the Supabase CLI does: then something else than the file reaches \
          the database.",
    help: "save the file as UTF-8",
};

/// The first byte that cannot be read stands at `byte`, in `line`.
pub(crate) fn found(path: &str, byte: usize, value: u8, line: usize) -> Finding {
    RULE.finding(
        path,
        format!("byte {byte} of `{path}` (0x{value:02x}, in line {line}) is not UTF-8"),
    )
    .at(path, None)
}
