//! Migrations without a rollback file.

use stagecraft_model::{Finding, Severity};

use super::Rule;
use crate::Layout;

pub(crate) const RULE: Rule = Rule {
    id: "missing-rollback",
    severity: Severity::Note,
    why: "Without a rollback that was written and tried beforehand, the way back is \
          improvised.",
    help: "add one for each",
};

/// `missing` of `all` migrations have none; the newest of them is `path`.
pub(crate) fn found(layout: Layout, missing: usize, all: usize, path: &str) -> Finding {
    RULE.finding(
        "rollbacks",
        format!("{missing} of {all} migration(s) have no rollback file, the newest is `{path}`"),
    )
    .help(format!("add {} for each", layout.down()))
}
