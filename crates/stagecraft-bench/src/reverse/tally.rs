//! What each way back kept, and how long it took, as a table.

use std::time::Duration;

use stagecraft_terminal::{Align, Palette, Table};

use super::Contender;
use super::judge::Fate;
use crate::figures::{Figure, Limit};

/// More lines than this of one loss are counted, not shown.
const MOST_DETAILS: usize = 12;

/// What came of both runs.
#[derive(Default)]
pub(crate) struct Report {
    pub(super) tallies: Vec<Tally>,
}

impl Report {
    /// Returns whether ours lost nothing anywhere.
    pub(crate) fn holds(&self) -> bool {
        !self.tallies.is_empty() && self.tallies.iter().all(Tally::holds)
    }

    pub(crate) fn render(&self, palette: Palette) -> String {
        let tallies: Vec<_> = self.tallies.iter().map(|it| it.render(palette)).collect();
        tallies.join("\n")
    }
}

/// What came of one run.
pub(crate) struct Tally {
    title: String,
    entries: Vec<Entry>,
}

struct Entry {
    contender: Contender,
    fates: Vec<(String, Fate)>,
    failure: Option<String>,
    generating: Vec<Duration>,
    running: Vec<Duration>,
}

impl Tally {
    pub(super) fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            entries: Vec::new(),
        }
    }

    pub(super) fn judge(
        &mut self,
        contender: Contender,
        fates: Vec<(String, Fate)>,
        failure: Option<String>,
    ) {
        self.entries.push(Entry {
            contender,
            fates,
            failure,
            generating: Vec::new(),
            running: Vec::new(),
        });
    }

    pub(super) fn time(&mut self, contender: Contender, generating: Duration, running: Duration) {
        let entry = self.entries.iter_mut().find(|it| it.contender == contender);
        if let Some(entry) = entry {
            entry.generating.push(generating);
            entry.running.push(running);
        }
    }

    /// Returns whether ours runs and loses nothing; where columns stand may
    /// differ.
    pub(crate) fn holds(&self) -> bool {
        let ours = self
            .entries
            .iter()
            .find(|it| it.contender == Contender::Ours);
        ours.is_some_and(|it| {
            it.failure.is_none() && it.lost().next().is_none() && !it.fates.is_empty()
        })
    }

    fn render(&self, palette: Palette) -> String {
        let mut columns = vec![(self.title.as_str(), Align::Left)];
        columns.extend(
            self.entries
                .iter()
                .map(|it| (it.contender.name(), Align::Left)),
        );
        let mut table = Table::new(palette, &columns);
        let mut row = |name: &str, cells: Vec<String>| {
            table.row(std::iter::once(name.to_owned()).chain(cells).collect());
        };
        let each = |cell: &dyn Fn(&Entry) -> String| self.entries.iter().map(cell).collect();
        row(
            "the way back runs",
            each(&|it| match it.failure {
                None => Palette::paint(palette.good, "ok"),
                Some(_) => Palette::paint(palette.bad, "fails"),
            }),
        );
        let names = self
            .entries
            .first()
            .map_or(&[][..], |it| it.fates.as_slice());
        for (ordinal, (name, _)) in names.iter().enumerate() {
            row(
                name,
                each(&|it| {
                    it.fates
                        .get(ordinal)
                        .map_or_else(String::new, |it| cell(&it.1, palette))
                }),
            );
        }
        row(
            "kept",
            each(&|it| {
                format!(
                    "{} of {}",
                    it.fates.len() - it.lost().count(),
                    it.fates.len()
                )
            }),
        );
        let ours = self
            .entries
            .iter()
            .find(|it| it.contender == Contender::Ours)
            .map(Entry::both);
        let millis =
            |it: &[Duration]| format!("{:.0} ms", Figure::new("", it, Limit::None).median());
        row(
            "time to generate (ours applies and proves, too)",
            each(&|it| millis(&it.generating)),
        );
        row(
            "time to run, or until it fails",
            each(&|it| millis(&it.running)),
        );
        row(
            "both, beside ours",
            each(&|it| {
                ours.as_ref().map_or_else(String::new, |ours| {
                    format!("{:.2}×", it.both().median() / ours.median())
                })
            }),
        );
        let mut text = table.to_string();
        for entry in &self.entries {
            if let Some(failure) = &entry.failure {
                text.push_str(&format!("{} fails: {failure}\n", entry.contender.name()));
            }
        }
        text.push_str(&self.losses());
        text
    }

    /// Returns in full what ours lost.
    fn losses(&self) -> String {
        let mut text = String::new();
        for entry in self
            .entries
            .iter()
            .filter(|it| it.contender == Contender::Ours)
        {
            for (name, details) in entry.lost() {
                text.push_str(&format!("{} lost {name}\n", entry.contender.name()));
                for line in details.iter().take(MOST_DETAILS) {
                    text.push_str(&format!("    {line}\n"));
                }
                if let Some(more) = details.len().checked_sub(MOST_DETAILS).filter(|it| *it > 0) {
                    text.push_str(&format!("    and {more} more\n"));
                }
            }
        }
        text
    }
}

impl Entry {
    fn lost(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.fates.iter().filter_map(|(name, fate)| match fate {
            Fate::Lost { details, .. } => Some((name.as_str(), details.as_slice())),
            Fate::Kept | Fate::Order => None,
        })
    }

    fn both(&self) -> Figure {
        let times: Vec<_> = self
            .generating
            .iter()
            .zip(&self.running)
            .map(|(a, b)| *a + *b)
            .collect();
        Figure::new("", &times, Limit::None)
    }
}

fn cell(fate: &Fate, palette: Palette) -> String {
    match fate {
        Fate::Kept => Palette::paint(palette.good, "ok"),
        Fate::Order => "order".to_owned(),
        Fate::Lost { brief, .. } => Palette::paint(palette.bad, brief),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost() -> Fate {
        Fate::Lost {
            brief: "lost".to_owned(),
            details: vec!["was x".to_owned(), "is  nothing".to_owned()],
        }
    }

    fn tally(ours: Fate, failure: Option<&str>) -> Tally {
        let mut tally = Tally::new("with rows");
        let fates = |fate| {
            vec![
                ("column order".to_owned(), Fate::Order),
                ("rule".to_owned(), fate),
            ]
        };
        tally.judge(Contender::Ours, fates(ours), failure.map(str::to_owned));
        tally.judge(
            Contender::Migradiff,
            fates(lost()),
            Some("nulls".to_owned()),
        );
        tally.time(
            Contender::Ours,
            Duration::from_millis(100),
            Duration::from_millis(20),
        );
        tally.time(
            Contender::Migradiff,
            Duration::from_millis(50),
            Duration::from_millis(10),
        );
        tally
    }

    #[test]
    fn only_our_own_losses_break_the_promise() {
        assert!(tally(Fate::Kept, None).holds());
        assert!(!tally(lost(), None).holds());
        assert!(!tally(Fate::Kept, Some("nulls")).holds());
        assert!(!Tally::new("none").holds());
        assert!(!Report::default().holds());
    }

    #[test]
    fn a_loss_of_ours_is_shown_in_full() {
        let text = tally(lost(), None).render(Palette::new(false));
        let words: Vec<Vec<&str>> = text
            .lines()
            .map(|it| it.split_whitespace().collect())
            .collect();
        let ends = |start: &[&str]| {
            let found = words.iter().find(|it| it.starts_with(start)).unwrap();
            found.get(start.len()..).unwrap().join(" ")
        };
        assert_eq!(ends(&["column", "order"]), "order order");
        assert_eq!(ends(&["rule"]), "lost lost");
        assert_eq!(ends(&["kept"]), "1 of 2 1 of 2");
        assert_eq!(ends(&["both,", "beside", "ours"]), "1.00× 0.50×");
        assert!(text.ends_with(
            "migradiff fails: nulls\nstagecraft lost rule\n    was x\n    is  nothing\n"
        ));
    }
}
