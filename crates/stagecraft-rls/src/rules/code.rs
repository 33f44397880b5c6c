//! Bodies of functions and queries of views, as far as words tell.

use crate::facts::{Facts, Relation, Routine};

use super::supabase;

/// What tells who calls, whoever's rights hold.
const CALLER: &[&str] = &[
    "auth.uid",
    "auth.jwt",
    "auth.role",
    "auth.email",
    "current_setting",
    "session_user",
];

/// How deep functions are followed into those that they call.
const DEPTH: u8 = 3;

/// Code in lower case, without comments and without the quotes of names.
#[derive(Debug)]
pub(super) struct Code(String);

impl Code {
    /// Returns SQL or PL/pgSQL as code.
    pub(super) fn new(text: &str) -> Self {
        let mut code = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            if let Some(comment) = rest.strip_prefix("--") {
                rest = comment.split_once('\n').map_or("", |it| it.1);
                code.push(' ');
            } else if let Some(comment) = rest.strip_prefix("/*") {
                rest = comment.split_once("*/").map_or("", |it| it.1);
                code.push(' ');
            } else if let Some((text, after)) = string(rest) {
                code.push_str(&text.to_lowercase());
                rest = after;
            } else {
                if next != '"' {
                    code.extend(next.to_lowercase());
                }
                rest = rest.get(next.len_utf8()..).unwrap_or("");
            }
        }
        Self(code)
    }

    /// Returns whether a word stands in it; a dotted name is one word.
    pub(super) fn has(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.0.match_indices(&word).any(|(at, _)| {
            let is_part = |it: char| it.is_alphanumeric() || it == '_' || it == '$';
            let before = self.0.get(..at).and_then(|it| it.chars().next_back());
            let after = self
                .0
                .get(at + word.len()..)
                .and_then(|it| it.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
    }

    /// Returns what follows the first of these words.
    pub(super) fn after(&self, words: &[&str]) -> Option<Self> {
        words
            .iter()
            .filter_map(|word| {
                self.0
                    .split_once(&format!(" {word} "))
                    .map(|it| it.1)
                    .or_else(|| self.0.split_once(&format!("\n{word} ")).map(|it| it.1))
            })
            .max_by_key(|it| it.len())
            .map(|it| Self(it.to_owned()))
    }

    /// Returns whether a function of this name is called.
    fn calls(&self, routine: &Routine) -> bool {
        self.has(routine.qualified.name.as_str())
    }

    /// Returns whether it asks who calls, itself or by a function of the project.
    pub(super) fn looks_at_caller(&self, facts: &Facts) -> bool {
        self.looks(facts, DEPTH)
    }

    fn looks(&self, facts: &Facts, depth: u8) -> bool {
        CALLER.iter().any(|it| self.has(it))
            || (depth > 0
                && facts
                    .routines
                    .iter()
                    .filter(|it| {
                        it.extension.is_none()
                            && !supabase::owns_schema(it.qualified.schema.as_str())
                            && self.calls(it)
                    })
                    .any(|it| Self::new(&it.source).looks(facts, depth - 1)))
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

/// Splits a string literal off the front.
fn string(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('\'')?;
    let end = inner.find('\'').map_or(text.len(), |it| it + 2);
    text.split_at_checked(end)
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
