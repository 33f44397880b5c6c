//! What a person should know of a migration that does not run on some rows.

use stagecraft_model::{Finding, Severity};

use super::document::MigrationAct;

/// Returns a finding for a migration that ran only with plainer rows, or with
/// none in some tables.
pub(super) fn finding(act: &MigrationAct) -> Option<Finding> {
    let on_rows = act.on_rows.as_ref()?;
    let failure = &on_rows.failure;
    let but = match on_rows.emptied.as_slice() {
        [] => "it ran on plainer values".to_owned(),
        [table] => format!("it ran when {table} was empty"),
        [first, rest @ ..] => format!("it ran when {first} and {} more were empty", rest.len()),
    };
    let mut finding = Finding::new(
        "fails-on-rows",
        Severity::Warning,
        &act.path,
        format!("{} fails on populated tables: {failure}; {but}", act.version),
    )
    .why("The tables held made-up rows that keep every constraint; such rows may exist.")
    .help("make the migration cope with them, or make sure that no database that it will meet has any");
    if let Some(span) = failure.span {
        finding = finding.at(&act.path, Some(span));
    }
    Some(finding)
}
