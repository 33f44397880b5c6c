//! The report as Markdown, for a summary of CI or a comment.

use std::fmt::Write as _;

use stagecraft_model::{Severity, Verdict};

use super::human::statement;
use super::matrix::{Mark, Matrix, matrices};
use super::{Extent, Report, words};

/// Returns the report as Markdown.
pub fn markdown(report: &Report) -> String {
    let counts = report.counts;
    let mut text = format!(
        "# Row security: {}\n\n\
        {} of {} cells held, {} did not, {} unproven; {} probes on PostgreSQL {} ({}).\n\
        Contract `{}`, digest `{}`.\n",
        words::verdict(report.verdict),
        counts.held,
        counts.all(),
        counts.not_held,
        counts.unproven,
        report.check.probes,
        report.check.server / 10_000,
        report.target,
        report.contract.file,
        report.contract.digest.short(),
    );
    if report.extent == Extent::ReadOnly {
        text.push_str("Read only: sessions, privileges and SELECT on the rows that are there; no write and no call was tried.\n");
    }
    text.push_str(&failing(report));
    text.push_str(&findings(report));
    let (actors, roles) = matrices(&report.check.cells);
    if !actors.rows.is_empty() {
        text.push_str("\n## Actors\n\n");
        let legend: Vec<_> = Mark::ALL
            .into_iter()
            .map(|it| format!("{} {}", it.symbol(), it.meaning()))
            .collect();
        let _ = writeln!(text, "{}\n", legend.join(" · "));
        text.push_str(&table(&actors));
    }
    if !roles.rows.is_empty() {
        text.push_str("\n## Roles\n\n");
        text.push_str(&table(&roles));
    }
    text
}

fn failing(report: &Report) -> String {
    let mut text = String::new();
    for cell in &report.check.cells {
        if cell.verdict == Verdict::Held {
            continue;
        }
        if text.is_empty() {
            text.push_str("\n## What did not hold\n");
        }
        let _ = write!(
            text,
            "\n### {} {}\n\nContract: `{}`. {}.\n",
            Mark::of(cell).symbol(),
            escaped(&words::cell(cell)),
            cell.level.replace('`', "'"),
            escaped(&capital(&words::in_short(cell)))
        );
        if let Some(statement) = cell.failed.first().map(statement) {
            let _ = write!(
                text,
                "\n```sql\n{};\n```\n",
                statement.replace("```", "'''")
            );
        }
    }
    text
}

fn findings(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.check.findings {
        if finding.severity == Severity::Note {
            continue;
        }
        if text.is_empty() {
            text.push_str("\n## Findings\n\n");
        }
        let word = match finding.severity {
            Severity::Error => "error",
            Severity::Warning | Severity::Note => "warning",
        };
        let _ = writeln!(
            text,
            "- **{word}** `{}` {}",
            finding.rule,
            escaped(&finding.message)
        );
    }
    text
}

fn table(matrix: &Matrix) -> String {
    let mut text = String::from("| object | command |");
    for column in &matrix.columns {
        let _ = write!(text, " {} |", escaped(column));
    }
    text.push_str("\n| --- | --- |");
    for _ in &matrix.columns {
        text.push_str(" :-: |");
    }
    text.push('\n');
    for row in &matrix.rows {
        let _ = write!(
            text,
            "| {} | {} |",
            escaped(&row.object),
            row.commands.join(" ")
        );
        for mark in &row.marks {
            let _ = write!(text, " {} |", mark.map_or("", Mark::symbol));
        }
        text.push('\n');
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Takes their meaning from characters that Markdown or HTML would read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '|' | '_' | '*' | '`' | '[' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            '<' => out.push_str("&lt;"),
            '\n' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
