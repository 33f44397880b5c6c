//! A statement that the project's tool sends in a transaction, which it refuses.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;
use crate::Layout;

pub(crate) const RULE: Rule = Rule {
    id: "impossible-transaction",
    severity: Severity::Warning,
    why: "PostgreSQL answers 25001, and nothing of the file is applied.",
    help: "put the statement into a file of its own",
};

/// The tool opens a transaction around the statement at `at`.
pub(crate) fn wrapped(layout: Layout, path: &str, reason: &str, at: SourceSpan) -> Finding {
    let marker = match layout {
        Layout::Sqlx => "; begin it with `-- no-transaction`",
        Layout::Diesel => "; say `run_in_transaction = false` in `metadata.toml` beside it",
        Layout::Dbmate => "; write `transaction:false` behind its `-- migrate:` line",
        _ => "",
    };
    let tool = layout.tool();
    RULE.finding(
        path,
        format!("{reason}, but {tool} opens one around the file"),
    )
    .help(format!("{}{marker}", RULE.help))
    .at(path, Some(at))
}

/// The statement at `at` is one of `all` that the tool sends as one query.
pub(crate) fn one_query(
    layout: Layout,
    path: &str,
    reason: &str,
    all: usize,
    at: SourceSpan,
) -> Finding {
    let tool = layout.tool();
    RULE.finding(
        path,
        format!(
            "{reason}, but {tool} sends all {all} statements of the file as one query, and \
             PostgreSQL makes one of that"
        ),
    )
    .at(path, Some(at))
}
