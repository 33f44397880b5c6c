//! A policy's clause as Postgres writes it: its words, its alternatives, what
//! it calls and which of its own columns it reads.
//!
//! The text comes from `pg_get_expr` with an empty search path: user functions
//! are qualified, columns of sub-selects carry their alias, and every operation
//! stands in parentheses.

use std::collections::BTreeSet;

use stagecraft_model::Ident;

use crate::expression::{Expression, Kind, Part, words};
use crate::facts::Relation;

/// A word of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A keyword or a name without quotes.
    Word(String),
    /// A name in quotes.
    Quoted(String),
    /// A string.
    Text(String),
    /// An operator, or one of `( ) [ ] , . ;`.
    Symbol(String),
    /// A number.
    Number,
}

impl Token {
    /// Returns whether it is this keyword.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    /// Returns whether it is this symbol.
    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self, Self::Symbol(it) if it == symbol)
    }

    /// Returns the name that it may be.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Word(it) | Self::Quoted(it) => Some(it),
            _ => None,
        }
    }
}

/// Returns the words of a text of SQL, comments left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    words(text)
        .into_iter()
        .map(|(kind, word)| match kind {
            Kind::Word => Token::Word(word.to_owned()),
            Kind::Quoted => Token::Quoted(unquoted(word, '"')),
            Kind::Text => Token::Text(unquoted(word.trim_start_matches(['E', 'e']), '\'')),
            Kind::Constant => Token::Number,
            _ => Token::Symbol(word.to_owned()),
        })
        .collect()
}

fn unquoted(word: &str, quote: char) -> String {
    let inner = word.strip_prefix(quote).unwrap_or(word);
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    inner.replace(&format!("{quote}{quote}"), &quote.to_string())
}

/// Returns what a clause accepts, split at its outermost OR.
pub(super) fn alternatives(text: &str) -> Vec<&str> {
    split(text, Expression::disjuncts)
}

/// Returns what a clause demands, split at its outermost AND.
pub(super) fn requirements(text: &str) -> Vec<&str> {
    split(text, Expression::conjuncts)
}

fn split<'a>(text: &'a str, by: fn(&Expression<'a>, Part) -> Vec<Part>) -> Vec<&'a str> {
    let Some(read) = Expression::read(text) else {
        return vec![text.trim()];
    };
    by(&read, read.whole())
        .into_iter()
        .map(|it| read.text(read.bare(it)))
        .collect()
}

/// Returns a text without the parentheses around all of it.
pub(super) fn bare(text: &str) -> &str {
    Expression::read(text).map_or(text, |it| it.text(it.bare(it.whole())))
}

/// A call of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// The schema, if it is given.
    pub(super) schema: Option<String>,
    /// The name.
    pub(super) name: String,
    /// Whether it is called with nothing.
    pub(super) empty: bool,
    /// Whether it is all that a sub-select returns: called once, not per row.
    pub(super) wrapped: bool,
    /// Where its parenthesis stands among the words.
    pub(super) at: usize,
}

/// Returns the calls in a text. What is written like a call but is none, such
/// as `IN (`, is among them.
pub(super) fn calls(tokens: &[Token]) -> Vec<Call> {
    let mut calls = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = |n: usize| at.checked_sub(n).and_then(|it| tokens.get(it));
        if !token.is_symbol("(") {
            continue;
        }
        let Some(name) = before(1).and_then(Token::name) else {
            continue;
        };
        let schema = before(2)
            .filter(|it| it.is_symbol("."))
            .and_then(|_| before(3))
            .and_then(Token::name);
        let ahead = if schema.is_some() { 4 } else { 2 };
        calls.push(Call {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
            empty: tokens.get(at + 1).is_some_and(|it| it.is_symbol(")")),
            wrapped: before(ahead).is_some_and(|it| it.is("SELECT")),
            at,
        });
    }
    calls
}

/// Returns the columns of the policy's own relation that a part of its clause
/// reads.
pub(super) fn own_columns(text: &str, relation: &Relation) -> BTreeSet<Ident> {
    let tokens = tokens(text);
    let mut columns = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = |n: usize| at.checked_sub(n).and_then(|it| tokens.get(it));
        let next = |symbol: &str| tokens.get(at + 1).is_some_and(|it| it.is_symbol(symbol));
        let qualified = before(1).is_some_and(|it| it.is_symbol("."));
        if qualified
            && (before(2).and_then(Token::name) != Some(relation.name.name.as_str())
                || before(3).is_some_and(|it| it.is_symbol(".")))
        {
            continue;
        }
        if qualified && token.is_symbol("*") {
            columns.extend(relation.columns.iter().map(|it| it.name.clone()));
        }
        let other = before(1).is_some_and(|it| it.is_symbol("::") || it.is("AS"));
        if next("(") || next(".") || other {
            continue;
        }
        if let Some(column) = token
            .name()
            .and_then(|it| relation.column(&Ident::from(it)))
        {
            columns.insert(column.name.clone());
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_split_outside_of_parentheses_and_strings() {
        assert_eq!(
            alternatives("((a = 'x OR y') OR (b AND (c OR d)))"),
            ["a = 'x OR y'", "b AND (c OR d)"]
        );
        assert_eq!(requirements("(a) AND (b)"), ["a", "b"]);
        assert_eq!(alternatives("true"), ["true"]);
        assert_eq!(bare("((a) = (b))"), "(a) = (b)");
    }

    #[test]
    fn calls_know_whether_they_are_wrapped() {
        let tokens = tokens("(owner = ( SELECT auth.uid() AS uid)) AND public.\"F\"(1)");
        let calls = calls(&tokens);
        assert_eq!(calls.len(), 2, "{calls:?}");
        assert!(calls[0].wrapped && calls[0].empty && calls[0].name == "uid");
        assert!(!calls[1].wrapped && !calls[1].empty && calls[1].name == "F");
    }
}
