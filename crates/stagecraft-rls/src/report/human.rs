//! The report for people: a matrix, and a block for each cell that did not hold.

use std::fmt::Write as _;

use stagecraft_model::{Severity, Verdict};
use stagecraft_terminal::{Align, Palette, Table};

use super::matrix::{Mark, Matrix, matrices};
use super::{Extent, Report, words};
use crate::{CellResult, FailedProbe};

/// More probes of one cell say nothing new.
const MOST_PROBES: usize = 3;
/// Names that take more characters side by side stand upright.
const WIDEST_NAMES: usize = 60;
/// A statement is shown as far as it fits into so many characters.
const LONGEST_STATEMENT: usize = 600;

/// Returns the report as text.
pub fn human(report: &Report, palette: Palette) -> String {
    let (actors, roles) = matrices(&report.check.cells);
    let mut text = String::new();
    for matrix in [&actors, &roles] {
        if !matrix.rows.is_empty() {
            let _ = writeln!(text, "{}", table(matrix, palette));
        }
    }
    if !report.check.cells.is_empty() {
        let legend: Vec<_> = Mark::ALL
            .into_iter()
            .map(|it| format!("{} {}", painted(it, palette), it.meaning()))
            .collect();
        let _ = writeln!(text, " {}", legend.join("   "));
    }
    for cell in &report.check.cells {
        if cell.verdict != Verdict::Held {
            text.push('\n');
            text.push_str(&block(cell, palette));
        }
    }
    text.push('\n');
    text.push_str(&closing(report, palette));
    text
}

fn painted(mark: Mark, palette: Palette) -> String {
    let style = match mark {
        Mark::Allowed => palette.good,
        Mark::Denied => palette.dim,
        Mark::NotHeld => palette.bad,
        Mark::Unproven => palette.warn,
    };
    Palette::paint(style, mark.symbol())
}

/// Names of many actors stand upright, so that a column is as wide as a mark.
fn table(matrix: &Matrix, palette: Palette) -> Table {
    let lengths = || matrix.columns.iter().map(|it| it.chars().count());
    if lengths().map(|it| it + 2).sum::<usize>() <= WIDEST_NAMES {
        return filled(matrix, &matrix.columns, 0, palette);
    }
    let tallest = lengths().max();
    let upright: Vec<String> = matrix
        .columns
        .iter()
        .map(|name| {
            let missing = tallest.unwrap_or(0) - name.chars().count();
            let letters: Vec<_> = name.chars().map(String::from).collect();
            format!("{}{}", "\n".repeat(missing), letters.join("\n"))
        })
        .collect();
    let lines = tallest.unwrap_or(1).saturating_sub(1);
    filled(matrix, &upright, lines, palette)
}

fn filled(matrix: &Matrix, names: &[String], lines_above: usize, palette: Palette) -> Table {
    let base = "\n".repeat(lines_above);
    let object = format!("{base}object");
    let command = format!("{base}command");
    let mut columns = vec![(object.as_str(), Align::Left), (&command, Align::Left)];
    columns.extend(names.iter().map(|it| (it.as_str(), Align::Left)));
    let mut table = Table::new(palette, &columns);
    let mut last = "";
    for row in &matrix.rows {
        let object = if row.object == last { "" } else { &row.object };
        last = &row.object;
        let mut cells = vec![object.to_owned(), row.commands.join(" ")];
        cells.extend(
            row.marks
                .iter()
                .map(|it| it.map_or_else(String::new, |it| painted(it, palette))),
        );
        table.row(cells);
    }
    table
}

fn block(cell: &CellResult, palette: Palette) -> String {
    let mut text = format!(
        " {} {}: {}\n",
        painted(Mark::of(cell), palette),
        Palette::paint(palette.strong, words::cell(cell)),
        words::verdict(cell.verdict),
    );
    let mut line = |name: &str, value: &str| {
        let name = Palette::paint(palette.dim, format_args!("{name:<9}"));
        let value = value.replace('\n', "\n              ");
        let _ = writeln!(text, "   {name}  {value}");
    };
    line("contract", &cell.level);
    if let Some(why) = &cell.unproven {
        line("why", why);
    }
    for probe in cell.failed.iter().take(MOST_PROBES) {
        line("form", &probe.form);
        line("seen", &probe.said);
        if let Some(meaning) = words::meaning(probe.outcome) {
            line("that is", meaning);
        }
        line("statement", &statement(probe));
    }
    if cell.failed.len() > MOST_PROBES {
        let more = cell.failed.len() - MOST_PROBES;
        line("", &format!("and {more} more of {} probes", cell.probes));
    }
    text
}

/// Returns what was sent, with what was run before it.
pub(super) fn statement(probe: &FailedProbe) -> String {
    let statement = &probe.statement;
    let sent = match &probe.prepare {
        Some(prepare) => format!("{prepare};\n{statement}"),
        None => statement.clone(),
    };
    if sent.chars().count() <= LONGEST_STATEMENT {
        return sent;
    }
    let cut: String = sent.chars().take(LONGEST_STATEMENT).collect();
    format!("{cut} …")
}

fn closing(report: &Report, palette: Palette) -> String {
    let style = match report.verdict {
        Verdict::Held => palette.good,
        Verdict::Unproven => palette.warn,
        Verdict::NotHeld => palette.bad,
    };
    let counts = report.counts;
    let mut text = format!(
        " {}: {} of {} cells held, {} did not, {} unproven; {} probes on PostgreSQL {}\n",
        Palette::paint(style, words::verdict(report.verdict)),
        counts.held,
        counts.all(),
        counts.not_held,
        counts.unproven,
        report.check.probes,
        report.check.server / 10_000,
    );
    let findings = |severity| report.check.findings_of(severity);
    let _ = writeln!(
        text,
        " findings: {} errors, {} warnings, {} notes",
        findings(Severity::Error),
        findings(Severity::Warning),
        findings(Severity::Note)
    );
    if report.extent == Extent::ReadOnly {
        text.push_str(
            " read only: sessions, privileges and SELECT were tried on the rows that are there; no write and no call\n",
        );
    }
    text
}
