//! The apply log of one migration, for people.

use std::fmt::Write as _;

use super::document::MigrationAct;

/// Returns the log of one migration: each statement with its line and time,
/// what failed, what the server said, what changed.
pub(super) fn apply_log(act: &MigrationAct) -> String {
    let mut text = format!("{}\ndigest {}\n", act.path, act.digest);
    if let Some(run) = &act.run {
        for statement in &run.statements {
            let rows = statement
                .rows
                .filter(|rows| *rows > 0)
                .map(|rows| format!("  rows {rows}"))
                .unwrap_or_default();
            let _ = writeln!(
                text,
                "{:>4}  line {:<5} {:>10}  {}{rows}",
                statement.ordinal,
                statement.line,
                milliseconds(statement.elapsed_us),
                statement.tag,
            );
        }
        for notice in &run.notices {
            let _ = writeln!(text, "{notice}");
        }
        if let Some(failure) = &run.failure {
            let _ = writeln!(text, "ERROR {failure}");
            if let Some(span) = failure.span {
                let _ = writeln!(text, "  at {}:{}:{}", act.path, span.line, span.column);
            }
            let more = [
                ("detail", &failure.detail),
                ("hint", &failure.hint),
                ("context", &failure.context),
            ];
            for (what, value) in more {
                if let Some(value) = value {
                    let _ = writeln!(text, "  {what}: {value}");
                }
            }
        }
        let _ = writeln!(
            text,
            "{} in {}",
            act.outcome.label(),
            milliseconds(run.elapsed_us)
        );
    } else {
        let _ = writeln!(text, "{}", act.outcome.label());
    }
    if let Some(version) = &act.follows_from {
        let _ = writeln!(text, "follows from the failure of {version}");
    }
    for change in &act.changes {
        let _ = writeln!(text, "{change}");
    }
    text
}

/// Returns microseconds as milliseconds with one decimal.
pub(crate) fn milliseconds(micros: u64) -> String {
    format!("{}.{} ms", micros / 1000, micros % 1000 / 100)
}
