//! A file's tokens, as PostgreSQL's scanner sees them.
//!
//! squawk's lexer does the work; what depends on what came before is done
//! here: a string that continues an escape string on the next line keeps its
//! escapes, and after `standard_conforming_strings = off` plain strings have
//! escapes too. psql reads line by line and misses the former; the server and
//! the Supabase CLI do not.

use squawk_lexer::{LiteralKind, TokenKind, tokenize};

/// What a token is, as far as splitting needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Space,
    Comment {
        terminated: bool,
    },
    /// An unquoted name or key word.
    Word,
    QuotedName {
        terminated: bool,
    },
    /// Any string but a dollar-quoted one.
    Text {
        terminated: bool,
    },
    Dollar {
        terminated: bool,
    },
    Semicolon,
    Open,
    Close,
    Backslash,
    Other,
}

impl Kind {
    /// Returns whether the token is white space or a comment.
    pub(crate) fn is_trivia(self) -> bool {
        matches!(self, Self::Space | Self::Comment { .. })
    }
}

/// A token and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Where an escape string may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escapes {
    No,
    Ended,
    EndedAndNewline,
}

/// Reads tokens one after another; may be told to go on elsewhere.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    rest: Box<dyn Iterator<Item = squawk_lexer::Token> + 'a>,
    escapes: Escapes,
    /// `standard_conforming_strings`.
    pub(crate) conforming: bool,
    /// Some string ended elsewhere than squawk's lexer, which knows no context,
    /// would end it; its parser would then misread the statement.
    pub(crate) corrected: bool,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            rest: Box::new(tokenize(text)),
            escapes: Escapes::No,
            conforming: true,
            corrected: false,
        }
    }

    /// Goes on at another byte.
    pub(crate) fn go_on_at(&mut self, at: usize) {
        let rest = self.text.get(at..).unwrap_or("");
        self.at = at;
        self.escapes = Escapes::No;
        self.rest = Box::new(tokenize(rest));
    }

    fn string(&mut self, start: usize, end: usize, terminated: bool, plain: bool) -> Token {
        let continues = plain && self.escapes == Escapes::EndedAndNewline;
        let escapes = continues || (plain && !self.conforming);
        let mut token = Token {
            kind: Kind::Text { terminated },
            start,
            end,
        };
        if escapes {
            let text = self.text.get(start..).unwrap_or("");
            let prefix = text.find('\'').map_or(0, |it| it + 1);
            let (length, terminated) = escape_string(text.get(prefix..).unwrap_or(""));
            token.kind = Kind::Text { terminated };
            token.end = start + prefix + length;
            if token.end != end {
                self.corrected = true;
                self.go_on_at(token.end);
            }
            self.escapes = Escapes::Ended;
        }
        token
    }
}

/// Returns how long an escape string is, from behind its opening quote.
fn escape_string(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\'' if bytes.get(at + 1) == Some(&b'\'') => at += 2,
            b'\'' => return (at + 1, true),
            _ => at += 1,
        }
    }
    (text.len(), false)
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let token = self.rest.next()?;
        let start = self.at;
        let end = start + token.len as usize;
        self.at = end;
        let simple = |kind| Token { kind, start, end };
        let found = match token.kind {
            TokenKind::Literal { kind } => match kind {
                LiteralKind::EscStr { terminated } => {
                    self.escapes = Escapes::Ended;
                    return Some(simple(Kind::Text { terminated }));
                }
                LiteralKind::Str { terminated } | LiteralKind::NationalStr { terminated } => {
                    let national = matches!(kind, LiteralKind::NationalStr { .. });
                    let escapes = self.escapes;
                    if national {
                        self.escapes = Escapes::No;
                    }
                    let token = self.string(start, end, terminated, true);
                    if national || escapes != Escapes::EndedAndNewline {
                        self.escapes = if self.conforming {
                            Escapes::No
                        } else {
                            Escapes::Ended
                        };
                    }
                    return Some(token);
                }
                LiteralKind::BitStr { terminated }
                | LiteralKind::ByteStr { terminated }
                | LiteralKind::UnicodeEscStr { terminated } => Kind::Text { terminated },
                LiteralKind::DollarQuotedString { terminated } => Kind::Dollar { terminated },
                LiteralKind::Int { .. } | LiteralKind::Numeric { .. } => Kind::Other,
            },
            TokenKind::Whitespace => Kind::Space,
            TokenKind::LineComment => Kind::Comment { terminated: true },
            TokenKind::BlockComment { terminated } => Kind::Comment { terminated },
            TokenKind::Ident => Kind::Word,
            TokenKind::QuotedIdent { terminated, .. } => Kind::QuotedName { terminated },
            TokenKind::Semi => Kind::Semicolon,
            TokenKind::OpenParen => Kind::Open,
            TokenKind::CloseParen => Kind::Close,
            TokenKind::Unknown if self.text.get(start..end) == Some("\\") => Kind::Backslash,
            _ => Kind::Other,
        };
        self.escapes = match (self.escapes, found) {
            (Escapes::No, _) => Escapes::No,
            (before, Kind::Space) => {
                let newline = self
                    .text
                    .get(start..end)
                    .is_some_and(|it| it.contains(['\n', '\r']));
                if newline {
                    Escapes::EndedAndNewline
                } else {
                    before
                }
            }
            (before, Kind::Comment { .. })
                if self
                    .text
                    .get(start..)
                    .is_some_and(|it| it.starts_with("--")) =>
            {
                before
            }
            _ => Escapes::No,
        };
        Some(simple(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sql: &str, conforming: bool) -> Vec<&str> {
        let mut tokens = Tokens::new(sql);
        tokens.conforming = conforming;
        tokens
            .filter(|it| matches!(it.kind, Kind::Text { .. }))
            .map(|it| &sql[it.start..it.end])
            .collect()
    }

    #[test]
    fn escapes_go_on_over_lines_only() {
        assert_eq!(texts("E'a' -- x\n 'b\\'c'", true), ["E'a'", "'b\\'c'"]);
        assert_eq!(texts("E'a'  'b\\'", true), ["E'a'", "'b\\'"]);
        assert_eq!(
            texts("E'a'\n'b\\'c'\n'd\\'e'", true),
            ["E'a'", "'b\\'c'", "'d\\'e'"]
        );
        assert_eq!(texts("'a'\n'b\\'", true), ["'a'", "'b\\'"]);
    }

    #[test]
    fn without_conforming_strings_a_backslash_escapes() {
        assert_eq!(texts("'a\\'b' N'c\\'d' x", false), ["'a\\'b'", "N'c\\'d'"]);
        assert_eq!(texts("'a\\' || 'b'", true), ["'a\\'", "'b'"]);
        assert_eq!(texts("'żó\\ł'", false), ["'żó\\ł'"]);
    }
}
