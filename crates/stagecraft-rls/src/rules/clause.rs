//! A policy's clause as Postgres writes it: its words, its alternatives, what
//! it calls and which of its own columns it reads.
//!
//! The text comes from `pg_get_expr` with an empty search path: user functions
//! are qualified, columns of sub-selects carry their alias, and every operation
//! stands in parentheses.

use std::collections::BTreeSet;

use stagecraft_model::Ident;

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

const SINGLE: &str = "()[],.;";
const OPERATOR: &str = "+-*/<>=~!@#%^&|`?:";

/// Returns the words of a text of SQL, comments left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    spans(text).into_iter().map(|(_, it)| it).collect()
}

/// Returns the words with the bytes at which they start.
fn spans(text: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if rest.starts_with("--") {
            rest = rest.find('\n').map_or("", |end| rest.split_at(end).1);
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
        } else if first == '\'' || first == '"' {
            let (inner, after) = quoted(rest, first);
            tokens.push((
                at,
                if first == '"' {
                    Token::Quoted(inner)
                } else {
                    Token::Text(inner)
                },
            ));
            rest = after;
        } else {
            let end = |same: fn(char) -> bool| rest.find(|it| !same(it)).unwrap_or(rest.len());
            let (length, token): (usize, fn(String) -> Token) = if SINGLE.contains(first) {
                (first.len_utf8(), Token::Symbol)
            } else if OPERATOR.contains(first) {
                (end(|it| OPERATOR.contains(it)), Token::Symbol)
            } else if first.is_ascii_digit() {
                (end(|it| it.is_ascii_alphanumeric()), |_| Token::Number)
            } else {
                let word = end(|it| it.is_alphanumeric() || it == '_' || it == '$');
                (word.max(first.len_utf8()), Token::Word)
            };
            let (word, after) = rest.split_at(length);
            // The E of an escaped string is no word of its own.
            if !(word == "E" && after.starts_with('\'')) {
                tokens.push((at, token(word.to_owned())));
            }
            rest = after;
        }
    }
    tokens
}

/// Splits what starts with a quote after the closing one.
fn quoted(text: &str, quote: char) -> (String, &str) {
    let mut inner = String::new();
    let mut rest = text.strip_prefix(quote).unwrap_or(text);
    while let Some((before, after)) = rest.split_once(quote) {
        inner.push_str(before);
        match after.strip_prefix(quote) {
            Some(more) => {
                inner.push(quote);
                rest = more;
            }
            None => return (inner, after),
        }
    }
    inner.push_str(rest);
    (inner, "")
}

/// Returns what a clause accepts, split at its outermost OR.
pub(super) fn alternatives(text: &str) -> Vec<&str> {
    split(text, "OR")
}

/// Returns what a clause demands, split at its outermost AND.
pub(super) fn requirements(text: &str) -> Vec<&str> {
    split(text, "AND")
}

fn split<'a>(text: &'a str, keyword: &str) -> Vec<&'a str> {
    let text = bare(text);
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, token) in spans(text) {
        if token.is_symbol("(") || token.is_symbol("[") || token.is("CASE") {
            depth += 1;
        } else if token.is_symbol(")") || token.is_symbol("]") || token.is("END") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.is(keyword) {
            parts.extend(text.get(start..at));
            start = at + keyword.len();
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(bare).collect()
}

/// Returns a text without the parentheses around all of it.
pub(super) fn bare(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        let mut depth = 0_usize;
        for (_, token) in spans(inner) {
            if token.is_symbol("(") {
                depth += 1;
            } else if token.is_symbol(")") {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return text,
                }
            }
        }
        text = inner.trim();
    }
    text
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
