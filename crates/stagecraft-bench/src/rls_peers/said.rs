//! What a contender says of a database.

use std::collections::BTreeSet;

use stagecraft_model::{Severity, Verdict};
use stagecraft_rls::Check;

/// What a contender says of a database.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Rules, and what they are about.
    all: BTreeSet<(String, String)>,
    /// Rules of those that are errors.
    pub(super) errors: BTreeSet<String>,
}

impl Said {
    pub(super) fn add(&mut self, rule: &str, about: &str, is_error: bool) {
        self.all.insert((rule.to_owned(), about.to_owned()));
        if is_error {
            self.errors.insert(rule.to_owned());
        }
    }

    /// Returns the rules that say something here which they don't say there.
    pub(super) fn more_than(&self, other: &Self) -> BTreeSet<String> {
        let more = self.all.difference(&other.all);
        more.map(|(rule, _)| rule.clone()).collect()
    }

    /// Returns what a check says: rules by their ids, cells as `probe`. What is
    /// slow or untidy is no hole.
    pub(super) fn of(checked: &Check) -> Self {
        let mut said = Self::default();
        for it in &checked.findings {
            let id = it
                .message
                .split_once(": ")
                .map_or(it.rule.as_str(), |it| it.0);
            if !id.starts_with(['Q', 'L']) {
                said.add(id, &it.message, it.severity == Severity::Error);
            }
        }
        for it in checked
            .cells
            .iter()
            .filter(|it| it.verdict != Verdict::Held)
        {
            let about = format!("{} {} {}", it.object, it.command, it.actor);
            said.add("probe", &about, true);
        }
        said
    }
}
