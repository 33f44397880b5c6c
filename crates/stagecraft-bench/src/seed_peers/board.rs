//! Who seeded what, as tables for a terminal and for a page.

use stagecraft_terminal::{Align, Palette, Table};

use super::peers::version;
use super::{Checks, Contender, Rows, Tried};
use crate::figures::{Figure, Limit};

const COLUMNS: [(&str, Align); 8] = [
    ("", Align::Left),
    ("rows", Align::Right),
    ("seconds", Align::Right),
    ("rows/s", Align::Right),
    ("beside ours", Align::Right),
    ("peak MB", Align::Right),
    ("orders of another tenant", Align::Right),
    ("rows that break a CHECK", Align::Left),
];

/// Who seeded what.
pub(crate) struct Board {
    major: u16,
    server: String,
    pub(super) tried: Vec<Tried>,
    /// Who did not take part, and why.
    pub(super) missing: Vec<(Contender, String)>,
}

impl Board {
    pub(super) fn new(major: u16, server: &str) -> Self {
        Self {
            major,
            server: server.to_owned(),
            tried: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// Returns whether ours was there, did all of it, and broke nothing.
    pub(crate) fn holds(&self) -> bool {
        let ours = || {
            self.tried
                .iter()
                .filter(|it| it.contender == Contender::Ours)
        };
        ours().next().is_some() && ours().all(Tried::is_sound)
    }

    pub(crate) fn render(&self, palette: Palette) -> String {
        let mut parts = Vec::new();
        for checks in Checks::ALL {
            let mut table = Table::new(palette, &COLUMNS);
            for cells in self.cells(checks) {
                table.row(cells);
            }
            parts.push(format!("{}\n{table}", title(checks)));
        }
        parts.extend(self.asides());
        parts.join("\n")
    }

    /// Returns the page.
    pub(crate) fn markdown(&self) -> String {
        let wanted = Rows::WANTED;
        let server = self.server.split(' ').next().unwrap_or_default();
        let mut text = format!(
            "# Seeding beside the peers\n\n\
             Written by `cargo xtask bench seed-peers --engine {} --report docs/reports/seed_peers.md`.\n\n\
             Tenants, users of a tenant, and orders of a tenant and a user (`crates/stagecraft-bench/sql/seed_peers.sql`), \
             {} + {} + {} rows into an empty database of PostgreSQL {server}, which runs on the same machine.\n\
             A peer runs as its manual says; it is told how many rows there are to be, and nothing else.\n\
             The time is the program's from its start to its end, the median of its runs; what is installed, built, or read from the schema before is not in it.\n\
             The memory is the high-water mark of the largest of its processes.\n\
             Where the CHECKs are dropped nobody can know them; the rows that would have broken them are counted all the same.\n\
             Absolute times mean nothing on another machine.\n",
            self.major, wanted.tenants, wanted.users, wanted.orders,
        );
        for checks in Checks::ALL {
            text.push_str(&format!("\n## {}\n\n", title(checks)));
            text.push_str(&line(COLUMNS.map(|it| it.0)));
            text.push_str(&line(COLUMNS.map(|it| match it.1 {
                Align::Left => "---",
                Align::Right => "---:",
            })));
            for cells in self.cells(checks) {
                text.push_str(&line(&cells));
            }
        }
        let asides: Vec<_> = self.asides().map(|it| format!("- {it}\n")).collect();
        if !asides.is_empty() {
            text.push_str(&format!("\n## What failed\n\n{}", asides.concat()));
        }
        text
    }

    fn cells(&self, checks: Checks) -> Vec<Vec<String>> {
        let of = |it: &&Tried| it.checks == checks;
        let ours = self.tried.iter().filter(of);
        let ours = ours
            .filter(|it| it.contender == Contender::Ours)
            .find_map(Tried::rate);
        let tried = self.tried.iter().filter(of);
        tried.map(|it| it.cells(ours)).collect()
    }

    fn asides(&self) -> impl Iterator<Item = String> {
        let failed = self.tried.iter().filter_map(|it| {
            let why = it.failure()?;
            let when = match it.checks {
                Checks::Declared => "fails",
                Checks::Dropped => "fails even without CHECKs",
            };
            let left = it.left.rows;
            Some(format!(
                "{} {when}, {left} rows left: {why}",
                it.contender.name()
            ))
        });
        let missing = self.missing.iter();
        let missing = missing.map(|(who, why)| format!("{} did not take part: {why}", who.name()));
        failed.chain(missing)
    }
}

fn title(checks: Checks) -> &'static str {
    match checks {
        Checks::Declared => "The schema as it is declared",
        Checks::Dropped => "Its CHECKs dropped",
    }
}

fn line(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let cells: Vec<_> = cells
        .into_iter()
        .map(|it| it.as_ref().replace('|', "\\|"))
        .collect();
    format!("| {} |\n", cells.join(" | "))
}

impl Tried {
    /// Returns whether its rows are as they should be: what a CHECK that is gone
    /// would have said nobody can know.
    fn is_sound(&self) -> bool {
        let keeps_checks = self.left.broken.iter().all(|(_, rows)| *rows == 0);
        self.failure().is_none()
            && self.left.strays == 0
            && (keeps_checks || self.checks == Checks::Dropped)
    }

    /// Returns the median of its seconds, when it did what it was asked for.
    fn seconds(&self) -> Option<f64> {
        let times: Vec<_> = self.runs.iter().map(|it| it.elapsed).collect();
        let is_done = self.failure().is_none();
        is_done.then(|| Figure::new("", &times, Limit::None).median() / 1000.0)
    }

    #[expect(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
    fn rate(&self) -> Option<f64> {
        self.seconds().map(|it| self.rows.total() as f64 / it)
    }

    #[expect(clippy::cast_precision_loss, reason = "rows are fewer than 2^52")]
    fn share(&self) -> Option<f64> {
        let orders = self.left.orders;
        (orders > 0).then(|| self.left.strays as f64 * 100.0 / orders as f64)
    }

    fn cells(&self, ours: Option<f64>) -> Vec<String> {
        let cell = |it: Option<String>| it.unwrap_or_else(|| "–".to_owned());
        let rate = self.rate();
        let peak = self.runs.iter().map(|it| it.peak).max().unwrap_or(0) / 1024;
        let broken = self.left.broken.iter().filter(|it| it.1 > 0);
        let broken: Vec<_> = broken
            .map(|(name, rows)| format!("{name} {rows}"))
            .collect();
        let broken = if self.left.rows == 0 {
            "–".to_owned()
        } else if broken.is_empty() {
            "none".to_owned()
        } else {
            broken.join(", ")
        };
        vec![
            format!("{} {}", self.contender.name(), version(self.contender)),
            self.seconds()
                .map_or_else(|| "fails".to_owned(), |_| self.left.rows.to_string()),
            cell(self.seconds().map(|it| format!("{it:.2}"))),
            cell(rate.map(|it| format!("{it:.0}"))),
            cell(
                rate.zip(ours)
                    .map(|(it, ours)| format!("{:.3}×", it / ours)),
            ),
            peak.to_string(),
            cell(self.share().map(|it| format!("{it:.2} %"))),
            broken,
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::Left;
    use super::super::measure::Measured;
    use super::*;

    fn board(contender: Contender, strays: u64, failure: Option<&str>) -> Board {
        let mut board = Board::new(15, "15.18 (Debian)");
        board.tried.push(Tried {
            contender,
            checks: Checks::Declared,
            rows: Rows::WANTED,
            runs: vec![Measured {
                elapsed: Duration::from_secs(10),
                peak: 2048,
                failure: failure.map(str::to_owned),
            }],
            left: Left {
                rows: 110_100,
                orders: 100_000,
                strays,
                broken: vec![("orders_amount".to_owned(), 0)],
            },
        });
        board
    }

    #[test]
    fn ours_holds_when_it_is_there_and_breaks_nothing() {
        assert!(board(Contender::Ours, 0, None).holds());
        assert!(!board(Contender::Ours, 1, None).holds());
        assert!(!board(Contender::Ours, 0, Some("no")).holds());
        assert!(!board(Contender::Postseed, 0, None).holds());
    }

    #[test]
    fn the_page_shows_rates_shares_and_reasons() {
        let page = board(Contender::Ours, 500, None).markdown();
        assert!(page.contains("| 110100 | 10.00 | 11010 | 1.000× | 2 | 0.50 % | none |"));
        let page = board(Contender::Seedgen, 0, Some("a CHECK")).markdown();
        assert!(page.contains("| seedgen 0.3.0 | fails | – | – | – | 2 | 0.00 % | none |"));
        assert!(page.contains("- seedgen fails, 110100 rows left: a CHECK"));
    }
}
