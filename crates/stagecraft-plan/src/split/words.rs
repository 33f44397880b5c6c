//! The tokens of one statement that carry meaning, for telling what it is.

use super::token::{Kind, Token, Tokens};

/// A word or another token of a statement, comments left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// As written.
    pub(crate) text: &'a str,
    /// What it is.
    pub(crate) kind: Kind,
    /// How many parentheses are open around it.
    pub(crate) depth: usize,
    /// First byte in the statement.
    pub(crate) start: usize,
}

impl<'a> Word<'a> {
    /// Returns whether it is this key word, given in lower case.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Returns what stands inside a dollar-quoted string.
    pub(crate) fn body(&self) -> Option<&'a str> {
        if self.kind != (Kind::Dollar { terminated: true }) {
            return None;
        }
        let tag = self.text.get(1..)?.find('$')? + 2;
        self.text.get(tag..self.text.len().checked_sub(tag)?)
    }

    /// Returns what a plain string says.
    pub(crate) fn literal(&self) -> Option<String> {
        matches!(self.kind, Kind::Text { terminated: true })
            .then(|| self.text.strip_prefix('\'')?.strip_suffix('\''))
            .flatten()
            .map(|it| it.replace("''", "'"))
    }
}

/// Returns the first `limit` meaningful tokens of a statement.
pub(crate) fn words(statement: &str, limit: usize) -> Vec<Word<'_>> {
    let mut depth = 0_usize;
    Tokens::new(statement)
        .filter(|it| !it.kind.is_trivia())
        .take(limit)
        .map(|Token { kind, start, end }| {
            if kind == Kind::Close {
                depth = depth.saturating_sub(1);
            }
            let word = Word {
                text: statement.get(start..end).unwrap_or(""),
                kind,
                depth,
                start,
            };
            if kind == Kind::Open {
                depth += 1;
            }
            word
        })
        .collect()
}

/// Returns whether these key words stand side by side anywhere outside of
/// parentheses.
pub(crate) fn has_run(words: &[Word<'_>], run: &[&str]) -> bool {
    words.windows(run.len()).any(|window| {
        window
            .iter()
            .zip(run)
            .all(|(word, expected)| word.depth == 0 && word.is(expected))
    })
}
