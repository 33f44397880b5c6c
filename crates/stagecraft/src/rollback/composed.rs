//! A migration with what keeps its rows around it, for `psql`.

use std::fmt::Write as _;

use stagecraft_plan::{KeepFile, Mode, PlannedMigration};

/// Returns the statements of a migration and of the file that keeps its rows,
/// in the order in which `stagecraft apply run` sends them.
pub(super) fn composed(migration: &PlannedMigration, sql: &str, keep: &KeepFile) -> String {
    let is_transaction = migration.mode == Mode::Transaction;
    let mut text = format!(
        "-- {} with what keeps its rows. By hand: psql -v ON_ERROR_STOP=1 -f this file,\n\
         -- then put the version into the history: it is not in here.\n",
        migration.path
    );
    if is_transaction {
        text.push_str("begin;\n");
    }
    let mut push = |title: &str, statements: &mut dyn Iterator<Item = &str>| {
        let mut title = Some(title);
        for statement in statements {
            if let Some(title) = title.take() {
                let _ = writeln!(text, "\n-- {title}");
            }
            let _ = writeln!(text, "{statement};");
        }
    };
    push(
        "before the migration",
        &mut keep.before.iter().map(String::as_str),
    );
    for statement in &migration.statements {
        let line = statement.span.line;
        if let Some(instead) = keep.instead.get(&statement.ordinal) {
            push(
                &format!("in place of line {line}"),
                &mut instead.iter().map(String::as_str),
            );
        } else {
            let own = sql.get(statement.span.start..statement.span.end);
            push(&format!("line {line}"), &mut own.into_iter());
        }
    }
    push(
        "after the migration",
        &mut keep.after.iter().map(String::as_str),
    );
    if is_transaction {
        text.push_str("\ncommit;\n");
    }
    text
}
