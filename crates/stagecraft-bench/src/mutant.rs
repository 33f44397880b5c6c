//! A mutant: one thing broken in the data layer, and how the tests took it.

use std::collections::BTreeMap;

use stagecraft_terminal::{Align, Palette, Table};

/// One thing broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mutant {
    pub(crate) kind: String,
    pub(crate) relation: String,
    /// The statement that breaks it.
    pub(crate) statement: String,
}

/// How a run of the tests ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The tests ran to the end, and a probe failed.
    Killed,
    /// The tests passed.
    Survived,
    /// The tests did not run to the end, for this reason: they judged nothing.
    Undecided(String),
}

impl Verdict {
    /// Judges by psql's exit code and what it wrote to stderr.
    pub(crate) fn of(code: Option<i32>, stderr: &str) -> Self {
        match code {
            Some(0) => Self::Survived,
            Some(3) if stderr.contains("ERROR:  RLS contract: ") => Self::Killed,
            _ => Self::Undecided(
                stderr
                    .lines()
                    .find(|it| it.contains("ERROR") || it.contains("FATAL"))
                    .or_else(|| stderr.lines().next())
                    .unwrap_or("psql ended without a word")
                    .to_owned(),
            ),
        }
    }
}

/// What came of all mutants.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Tried and killed, by kind.
    kinds: BTreeMap<String, (usize, usize)>,
    /// One line each, for what was not killed.
    alive: Vec<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, mutant: &Mutant, verdict: &Verdict) {
        let (tried, killed) = self.kinds.entry(mutant.kind.clone()).or_default();
        *tried += 1;
        let fate = match verdict {
            Verdict::Killed => {
                *killed += 1;
                return;
            }
            Verdict::Survived => "survived".to_owned(),
            Verdict::Undecided(reason) => format!("undecided ({reason})"),
        };
        self.alive
            .push(format!("{fate}: {}: {}", mutant.kind, mutant.statement));
    }

    /// Returns whether every mutant was killed; none tried is none killed.
    pub(crate) fn holds(&self) -> bool {
        self.alive.is_empty() && !self.kinds.is_empty()
    }

    /// Renders a row per kind, their sum, and every survivor.
    pub(crate) fn render(&self, palette: Palette) -> String {
        let mut table = Table::new(
            palette,
            &[
                ("kind", Align::Left),
                ("tried", Align::Right),
                ("killed", Align::Right),
            ],
        );
        let mut sum = (0, 0);
        for (kind, (tried, killed)) in &self.kinds {
            sum = (sum.0 + tried, sum.1 + killed);
            table.row(vec![kind.clone(), tried.to_string(), killed.to_string()]);
        }
        table.row(vec!["all".into(), sum.0.to_string(), sum.1.to_string()]);
        let mut text = table.to_string();
        let mut alive = self.alive.clone();
        alive.sort();
        for line in alive {
            text.push_str(&format!("{}\n", Palette::paint(palette.bad, &line)));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failed_probe_kills() {
        let failed = "psql:rls_tests.sql:9: ERROR:  RLS contract: 2 of 900 failed\nCONTEXT: x\n";
        assert_eq!(Verdict::of(Some(3), failed), Verdict::Killed);
        assert_eq!(Verdict::of(Some(0), "WARNING: x\n"), Verdict::Survived);
        for (code, stderr, reason) in [
            (
                Some(3),
                "WARNING:  x\nERROR:  syntax error\n",
                "ERROR:  syntax error",
            ),
            (Some(2), "psql: gone\n", "psql: gone"),
            (Some(1), failed, failed.lines().next().unwrap()),
            (None, "", "psql ended without a word"),
        ] {
            assert_eq!(
                Verdict::of(code, stderr),
                Verdict::Undecided(reason.to_owned())
            );
        }
    }

    #[test]
    fn a_survivor_is_named_and_breaks_the_whole() {
        let mutant = |kind: &str| Mutant {
            kind: kind.to_owned(),
            relation: "shops".to_owned(),
            statement: format!("{kind} shops"),
        };
        let mut tally = Tally::default();
        assert!(!tally.holds());
        tally.add(&mutant("dropped"), &Verdict::Killed);
        tally.add(&mutant("dropped"), &Verdict::Killed);
        assert!(tally.holds());
        tally.add(&mutant("loosened"), &Verdict::Survived);
        tally.add(&mutant("loosened"), &Verdict::Undecided("lost".to_owned()));
        assert!(!tally.holds());
        let text = tally.render(Palette::new(false));
        let words: Vec<Vec<&str>> = text
            .lines()
            .map(|it| it.split_whitespace().collect())
            .collect();
        assert_eq!(
            words,
            [
                vec!["kind", "tried", "killed"],
                vec!["dropped", "2", "2"],
                vec!["loosened", "2", "0"],
                vec!["all", "4", "2"],
                vec!["survived:", "loosened:", "loosened", "shops"],
                vec!["undecided", "(lost):", "loosened:", "loosened", "shops"],
            ]
        );
    }
}
