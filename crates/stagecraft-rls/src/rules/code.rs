//! Bodies of functions and queries of views, as far as words tell.

use std::collections::BTreeSet;

use crate::expression::code;
use crate::facts::{Facts, Relation, Routine};

use super::session::AUTH;
use super::supabase;

/// Code in lower case, without comments and without the quotes of names.
#[derive(Debug)]
pub(super) struct Code {
    text: String,
    words: BTreeSet<String>,
}

/// Names of the project's functions that ask who calls, themselves or by
/// another function.
#[derive(Debug)]
pub(super) struct Askers(BTreeSet<String>);

impl Code {
    /// Returns SQL or PL/pgSQL as code.
    pub(super) fn new(text: &str) -> Self {
        Self::of(code(text))
    }

    fn of(text: String) -> Self {
        let words = text
            .split(|it: char| !is_part(it))
            .filter(|it| !it.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        Self { text, words }
    }

    /// Returns whether a word, or words with a dot between them, stand in it.
    pub(super) fn has(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        if !word.contains('.') {
            return self.words.contains(&word);
        }
        self.text.match_indices(&word).any(|(at, _)| {
            let before = self.text.get(..at).and_then(|it| it.chars().next_back());
            let after = self
                .text
                .get(at + word.len()..)
                .and_then(|it| it.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
    }

    /// Returns what follows the first of these words.
    pub(super) fn after(&self, words: &[&str]) -> Option<Self> {
        words
            .iter()
            .flat_map(|word| [format!(" {word} "), format!("\n{word} ")])
            .filter_map(|word| self.text.split_once(&word).map(|it| it.1))
            .max_by_key(|it| it.len())
            .map(|it| Self::of(it.to_owned()))
    }

    /// Returns whether it asks who calls.
    pub(super) fn asks(&self, askers: &Askers) -> bool {
        self.asks_itself() || !self.words.is_disjoint(&askers.0)
    }

    /// Returns whether it tells who calls, whoever's rights hold.
    fn asks_itself(&self) -> bool {
        AUTH.iter().any(|it| self.has(&format!("auth.{it}")))
            || self.has("current_setting")
            || self.has("session_user")
    }

    /// Returns the tables that it names and that have row security.
    pub(super) fn protected<'a>(
        &'a self,
        facts: &'a Facts,
    ) -> impl Iterator<Item = &'a Relation> + use<'a> {
        facts
            .relations
            .iter()
            .filter(|it| it.kind.has_policies() && it.rls && self.has(it.name.name.as_str()))
    }
}

impl Askers {
    /// Returns the names of those functions.
    pub(super) fn of(facts: &Facts) -> Self {
        let mut others: Vec<(String, Code)> = facts
            .routines
            .iter()
            .filter(|it| !it.trigger && is_of_project(it))
            .map(|it| {
                let name = it.qualified.name.as_str().to_lowercase();
                (name, Code::new(&it.source))
            })
            .collect();
        let mut askers = Self(BTreeSet::new());
        loop {
            let (asking, rest): (Vec<_>, Vec<_>) =
                others.into_iter().partition(|(_, code)| code.asks(&askers));
            if asking.is_empty() {
                return askers;
            }
            askers.0.extend(asking.into_iter().map(|it| it.0));
            others = rest;
        }
    }
}

/// Returns whether a routine is neither an extension's nor the platform's.
pub(super) fn is_of_project(routine: &Routine) -> bool {
    routine.extension.is_none() && !supabase::owns_schema(routine.qualified.schema.as_str())
}

fn is_part(it: char) -> bool {
    it.is_alphanumeric() || it == '_' || it == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_code_and_strings_are() {
        let code = Code::new(
            "select 1 -- auth.uid()\n/* notes */ from \"public\".\"Members\" where x = 'it''s -- Y'",
        );
        assert!(!code.has("auth.uid") && !code.has("notes"));
        assert!(code.has("public.members") && code.has("Members"));
        assert!(code.has("y"), "{code:?}");
        assert!(!code.has("member"));
    }

    #[test]
    fn what_follows_a_word_is_found() {
        let code = Code::new("SELECT auth.uid() AS me\n   FROM notes\n  WHERE owner = 1");
        let after = code.after(&["where", "join"]).unwrap();
        assert!(after.has("owner") && !after.has("auth.uid"));
        assert!(code.after(&["join"]).is_none());
    }
}
