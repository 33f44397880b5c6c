//! Who finds which hole, and who is alarmed by its mended twin.

use std::collections::BTreeSet;

use stagecraft_terminal::{Align, Palette, Table};

use super::Opinions;
use super::case::Case;

pub(super) const CONTENDERS: [&str; 3] = ["stagecraft", "pgrls", "advisors"];
/// What pgrls says of every table whose owner policies do not hold for; the
/// platform's owner bypasses them anyway.
const FORCE: &str = "SEC002";

/// What came of one hole.
pub(crate) struct Row {
    name: String,
    /// By contender: the rules that tell the hole from its twin.
    found: [BTreeSet<String>; 3],
    /// By contender: rules that call the twin an error.
    alarms: [BTreeSet<String>; 3],
}

/// Who finds which hole.
pub(crate) struct Report {
    pub(super) rows: Vec<Row>,
}

impl Row {
    pub(super) fn new(case: &Case, hole: &Opinions, mended: Opinions) -> Self {
        let [ours, linter, advisors] = hole;
        let [our_twin, linter_twin, advisors_twin] = &mended;
        let found = [
            ours.more_than(our_twin),
            linter.more_than(linter_twin),
            advisors.more_than(advisors_twin),
        ];
        Self {
            name: case.name.clone(),
            found,
            alarms: mended.map(|it| it.errors),
        }
    }
}

impl Report {
    /// Returns whether ours finds all holes and raises nothing in a twin.
    pub(crate) fn holds(&self) -> bool {
        self.rows.iter().all(|it| {
            let ([found, ..], [alarms, ..]) = (&it.found, &it.alarms);
            !found.is_empty() && alarms.is_empty()
        })
    }

    pub(crate) fn render(&self, palette: Palette) -> String {
        let columns = CONTENDERS.map(|it| (it, Align::Left));
        let mut columns = columns.to_vec();
        columns.insert(0, ("hole", Align::Left));
        let mut table = Table::new(palette, &columns);
        for row in &self.rows {
            let mut cells = vec![row.name.clone()];
            cells.extend(row.found.iter().map(joined));
            table.row(cells);
        }
        let of = self.rows.len();
        let mut lines = vec![table.to_string()];
        for (place, name) in CONTENDERS.iter().enumerate() {
            let rows = || self.rows.iter();
            let found = rows().filter(|it| it.found.get(place).is_some_and(|it| !it.is_empty()));
            let alarms: Vec<_> = rows().filter_map(|it| it.alarms.get(place)).collect();
            let graver = |it: &&&BTreeSet<String>| it.iter().any(|it| it != FORCE);
            lines.push(format!(
                "{name}: {} of {of} holes found; errors in {} of {of} mended twins ({} besides {FORCE})",
                found.count(),
                alarms.iter().filter(|it| !it.is_empty()).count(),
                alarms.iter().filter(graver).count(),
            ));
        }
        lines.join("\n")
    }
}

fn joined(rules: &BTreeSet<String>) -> String {
    let rules: Vec<_> = rules.iter().map(String::as_str).collect();
    if rules.is_empty() {
        "–".to_owned()
    } else {
        rules.join(", ")
    }
}
