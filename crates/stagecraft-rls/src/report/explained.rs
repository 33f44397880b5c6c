//! An explanation for people.

use std::fmt::Write as _;

use stagecraft_terminal::Palette;

use super::words;
use crate::explain::{AskedAs, ExplainedRow, Explanation};

/// Returns an explanation as text.
pub fn explained(explanation: &Explanation, palette: Palette) -> String {
    let strong = |text: &str| Palette::paint(palette.strong, text);
    let mut text = format!(
        " {} of {} as {} ({})\n",
        strong(&explanation.command),
        strong(&explanation.object),
        strong(&explanation.actor),
        explanation.role
    );
    let _ = writeln!(
        text,
        "   contract  {}: {}",
        explanation.level, explanation.condition
    );
    match &explanation.cell {
        Some(cell) => {
            let _ = writeln!(
                text,
                "   probes    {}",
                if cell.failed.is_empty() && cell.unproven.is_none() {
                    format!("{} of {} held", cell.probes, cell.probes)
                } else {
                    words::in_short(cell)
                }
            );
        }
        None => text.push_str("   probes    none was tried\n"),
    }
    for missing in &explanation.missing {
        let _ = writeln!(
            text,
            "   {}  {}: {};",
            Palette::paint(palette.bad, "no grant"),
            missing.what,
            missing.grant
        );
    }
    if let Some(unbound) = &explanation.unbound {
        let _ = writeln!(text, "   policies  {unbound}");
    } else if explanation.clauses.is_empty() {
        text.push_str("   policies  none is for this command and role: nothing passes\n");
    }
    for (number, clause) in explanation.clauses.iter().enumerate() {
        let kind = if clause.permissive {
            "permissive"
        } else {
            "restrictive"
        };
        let reading = if clause.when_reading {
            ", where columns are read"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "   policy {}  {} ({kind}, for {} to {}){reading}\n             {} {}",
            number + 1,
            strong(&clause.policy),
            clause.command,
            clause.roles.join(", "),
            clause.clause.sql(),
            on_one_line(&clause.sql)
        );
    }
    if let Some(failure) = &explanation.failure {
        let _ = writeln!(
            text,
            "   {}  asked as the actor: {failure}",
            Palette::paint(palette.bad, "failed")
        );
    }
    for row in &explanation.rows {
        text.push_str(&shown(explanation, row, palette));
    }
    if explanation.more_rows > 0 {
        let _ = writeln!(text, "\n   and {} more rows", explanation.more_rows);
    }
    if explanation.asked_as == AskedAs::Runner && !explanation.clauses.is_empty() {
        text.push_str(
            "   asked with the actor's claims and the rights of whoever is connected: what a clause reads of other tables is not filtered\n",
        );
    }
    let _ = write!(text, "\n{}", explanation.reproduction);
    text
}

fn shown(explanation: &Explanation, row: &ExplainedRow, palette: Palette) -> String {
    let is_right = row.passes == row.inside;
    let word = match (row.passes, row.inside) {
        (true, true) => "passes, as the contract says",
        (false, false) => "is stopped, as the contract says",
        (true, false) => "passes, and must not",
        (false, true) => "is stopped, and must pass",
    };
    let style = if is_right { palette.good } else { palette.bad };
    let mut text = format!(
        "\n   row {}\n     {}: {}\n",
        row.row,
        Palette::paint(style, word),
        row.because
    );
    for (number, (clause, value)) in explanation.clauses.iter().zip(&row.values).enumerate() {
        let _ = writeln!(
            text,
            "     {}  policy {} {}",
            truth(value.value, palette),
            number + 1,
            clause.clause.sql()
        );
        for part in &value.parts {
            let _ = writeln!(
                text,
                "       {}  {}",
                truth(part.value, palette),
                on_one_line(&part.sql)
            );
        }
    }
    text
}

fn truth(value: Option<bool>, palette: Palette) -> String {
    match value {
        Some(true) => Palette::paint(palette.good, "true "),
        Some(false) => Palette::paint(palette.bad, "false"),
        None => Palette::paint(palette.warn, "null "),
    }
}

fn on_one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
