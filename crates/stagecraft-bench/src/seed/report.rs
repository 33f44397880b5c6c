//! What was measured, beside what was promised.

use stagecraft_terminal::{Align, Palette, Table};

use crate::figures::Figure;

/// What was measured.
pub(crate) struct Report {
    pub(super) lines: Vec<Line>,
}

/// One measured thing.
pub(super) struct Line {
    what: String,
    /// Fastest, median, rows in a second, ratio; or the one thing that counts.
    cells: [String; 4],
    promised: String,
    holds: Option<bool>,
}

/// Rows in a second at the median.
#[expect(clippy::cast_precision_loss, reason = "rows are fewer than 2^53")]
fn rate(rows: u64, figure: &Figure) -> f64 {
    rows as f64 / figure.median() * 1000.0
}

impl Line {
    /// How long so many rows took, and, beside a peer of as many rows, how
    /// many times as many it made in a second: at least what was promised.
    pub(super) fn timed(
        rows: u64,
        figure: &Figure,
        peer: Option<&Figure>,
        least: Option<f64>,
    ) -> Self {
        let ratio = peer.map(|it| it.median() / figure.median());
        Self {
            what: figure.what.clone(),
            cells: [
                format!("{:.0} ms", figure.min()),
                format!("{:.0} ms", figure.median()),
                format!("{:.0}k", rate(rows, figure) / 1000.0),
                ratio.map_or_else(String::new, |it| format!("{it:.2}×")),
            ],
            promised: least.map_or_else(String::new, |it| format!("≥ {it:.1}×")),
            holds: least.map(|least| ratio.is_some_and(|it| it >= least)),
        }
    }

    /// The most memory of a process, in megabytes.
    pub(super) fn memory(what: String, megabytes: f64, most: f64) -> Self {
        Self {
            what,
            cells: [
                String::new(),
                format!("{megabytes:.1} MB"),
                String::new(),
                String::new(),
            ],
            promised: format!("< {most:.0} MB"),
            holds: Some(megabytes < most),
        }
    }

    /// Whether all loads of the same rows had the same digest.
    pub(super) fn same(what: String, digests: usize) -> Self {
        Self {
            what,
            cells: [
                String::new(),
                format!("{digests} digest{}", if digests == 1 { "" } else { "s" }),
                String::new(),
                String::new(),
            ],
            promised: "1".to_owned(),
            holds: Some(digests == 1),
        }
    }
}

impl Report {
    pub(crate) fn holds(&self) -> bool {
        self.lines.iter().all(|it| it.holds != Some(false))
    }

    pub(crate) fn render(&self, palette: Palette) -> String {
        let mut table = Table::new(
            palette,
            &[
                ("what", Align::Left),
                ("min", Align::Right),
                ("median", Align::Right),
                ("rows/s", Align::Right),
                ("ratio", Align::Right),
                ("promised", Align::Right),
                ("", Align::Left),
            ],
        );
        for line in &self.lines {
            let mut cells = vec![line.what.clone()];
            cells.extend(line.cells.iter().cloned());
            cells.push(line.promised.clone());
            cells.push(match line.holds {
                Some(true) => Palette::paint(palette.good, "holds"),
                Some(false) => Palette::paint(palette.bad, "does not hold"),
                None => String::new(),
            });
            table.row(cells);
        }
        table.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::figures::Limit;

    #[test]
    fn more_rows_in_a_second_are_better() {
        let of = |millis| Figure::new("rows", &[Duration::from_millis(millis)], Limit::None);
        let line = |ours, theirs| Line::timed(1000, &of(ours), Some(&of(theirs)), Some(0.9));
        assert_eq!(line(100, 95).holds, Some(true));
        assert_eq!(line(100, 85).holds, Some(false));
        assert_eq!(line(100, 85).cells[2], "10k");
        assert_eq!(Line::timed(1000, &of(1), None, None).holds, None);
        assert_eq!(Line::memory(String::new(), 120.0, 120.0).holds, Some(false));
        assert_eq!(Line::same(String::new(), 2).holds, Some(false));
    }
}
