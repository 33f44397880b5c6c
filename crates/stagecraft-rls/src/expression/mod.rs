//! Expressions as `pg_get_expr` writes them with an empty search path: fully
//! qualified and parenthesised.
//!
//! That is regular enough for brackets, quotes and a few key words to tell
//! where a part begins and ends; what is in a part is left to Postgres.

mod atom;
mod item;
mod outline;
mod query;
mod token;
mod walk;

use token::Token;
pub(crate) use token::{Kind, code};

pub(crate) use atom::SESSION_WORDS;
pub use atom::{Call, ColumnRef, Comparison, Literal};
pub use outline::{Atom, Connective, Junction, Outline, Polarity, SubSelect};

/// Returns the words of a text of SQL, comments left out, whatever it leaves
/// open.
pub(crate) fn words(text: &str) -> Vec<(Kind, &str)> {
    token::read(text)
        .0
        .into_iter()
        .filter_map(|it| Some((it.kind, text.get(it.part.start..it.part.end)?)))
        .collect()
}

/// An expression, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

/// A part of an expression, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

impl<'a> Expression<'a> {
    /// Reads an expression; nothing when a bracket or a quote is left open.
    pub fn read(text: &'a str) -> Option<Self> {
        token::tokens(text).map(|tokens| Self { text, tokens })
    }

    /// Returns all of it.
    pub fn whole(&self) -> Part {
        Part {
            start: 0,
            end: self.text.len(),
        }
    }

    /// Returns the text of a part.
    pub fn text(&self, part: Part) -> &'a str {
        self.text.get(part.start..part.end).unwrap_or("").trim()
    }

    /// Returns the text with some parts put in the place of others; the parts
    /// do not overlap.
    pub fn replace(&self, changes: &[(Part, &str)]) -> String {
        let mut changes: Vec<_> = changes.iter().collect();
        changes.sort_by_key(|it| it.0);
        let mut text = String::new();
        let mut at = 0;
        for (part, new) in changes {
            text.push_str(self.text.get(at..part.start).unwrap_or(""));
            text.push_str(new);
            at = part.end;
        }
        text.push_str(self.text.get(at..).unwrap_or(""));
        text
    }

    /// Returns the parts that AND joins, brackets around all of it taken off;
    /// one part where none does.
    pub fn conjuncts(&self, part: Part) -> Vec<Part> {
        let bare = self.bare(part);
        if self.split(bare, "or").len() > 1 {
            return vec![bare];
        }
        self.split(bare, "and")
    }

    /// Returns the parts that OR joins, brackets around all of it taken off;
    /// one part where none does.
    pub fn disjuncts(&self, part: Part) -> Vec<Part> {
        self.split(self.bare(part), "or")
    }

    /// Returns what stands in the brackets that are around all of a part;
    /// those of a sub-select are its own.
    pub fn bare(&self, part: Part) -> Part {
        match self.items(part).as_slice() {
            [only] if only.is_round() && !self.is_select(only.inner) => self.bare(only.inner),
            [first, .., last] => Part {
                start: first.part.start,
                end: last.part.end,
            },
            [only] => only.part,
            [] => part,
        }
    }
}
