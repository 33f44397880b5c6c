//! A file among the migrations whose name is no migration’s: it is skipped.

use stagecraft_model::{Finding, Severity};

use super::Rule;
use crate::Layout;

pub(crate) const RULE: Rule = Rule {
    id: "unmatched-file-name",
    severity: Severity::Note,
    why: "The Supabase CLI applies only files named `<digits>_<name>.sql` and skips every \
          other one.",
    help: "rename it to `<UTC time>_<name>.sql` if it is to be applied, or move it out of \
          `migrations/`",
};

/// `path` is skipped.
pub(crate) fn found(layout: Layout, path: &str) -> Finding {
    let mut finding = RULE.finding(
        path,
        format!("`{path}` is not named like a migration and is skipped"),
    );
    if layout != Layout::Supabase {
        let (tool, up) = (layout.tool(), layout.up());
        finding = finding
            .why(format!("{tool} takes only files named {up}."))
            .help("rename it if it is to be applied, or move it elsewhere");
    }
    finding.at(path, None)
}
