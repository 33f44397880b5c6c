//! Where psql ends a statement: at a semicolon outside of parentheses and
//! outside of a function body that begins with `BEGIN ATOMIC`.
//!
//! psql counts every `BEGIN` of a `CREATE FUNCTION`; here only `BEGIN ATOMIC`
//! opens a body, which is what the server's grammar says.

use super::token::{Kind, Token};

/// What is open at the place that is read.
#[derive(Debug, Default)]
pub(super) struct Boundary {
    parentheses: usize,
    /// Where the outermost open parenthesis stands.
    opened_at: usize,
    /// `BEGIN ATOMIC` and the `CASE`s in it.
    blocks: usize,
    head: Head,
    /// Where a `BEGIN` stands that the last token was.
    begin: Option<usize>,
    atomic_at: usize,
}

/// How far a statement is `CREATE [OR REPLACE] {FUNCTION|PROCEDURE}`.
#[derive(Debug, Default, PartialEq, Eq)]
enum Head {
    #[default]
    Nothing,
    Create,
    Routine,
    Else,
}

/// What the end of a file cuts off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Parenthesis(usize),
    Atomic(usize),
}

impl Boundary {
    /// Reads a token that is not trivia; returns whether it ends the statement.
    pub(super) fn read(&mut self, token: Token, text: &str) -> bool {
        let begin = self.begin.take();
        match token.kind {
            Kind::Semicolon => return self.parentheses == 0 && self.blocks == 0,
            Kind::Open => {
                if self.parentheses == 0 {
                    self.opened_at = token.start;
                }
                self.parentheses += 1;
            }
            Kind::Close => self.parentheses = self.parentheses.saturating_sub(1),
            Kind::Word => self.word(token, text, begin),
            _ => {}
        }
        false
    }

    fn word(&mut self, token: Token, text: &str, begin: Option<usize>) {
        let is = |word: &str| text.eq_ignore_ascii_case(word);
        self.head = match self.head {
            Head::Nothing if is("create") => Head::Create,
            Head::Create if is("or") || is("replace") => Head::Create,
            Head::Create if is("function") || is("procedure") => Head::Routine,
            Head::Routine => Head::Routine,
            _ => Head::Else,
        };
        if self.head != Head::Routine || self.parentheses > 0 {
            return;
        }
        if is("begin") {
            self.begin = Some(token.start);
        } else if is("atomic")
            && let Some(begin) = begin
        {
            self.atomic_at = begin;
            self.blocks += 1;
        } else if is("case") && self.blocks > 0 {
            self.blocks += 1;
        } else if is("end") {
            self.blocks = self.blocks.saturating_sub(1);
        }
    }

    /// Returns what is still open.
    pub(super) fn open(&self) -> Option<Open> {
        if self.parentheses > 0 {
            Some(Open::Parenthesis(self.opened_at))
        } else if self.blocks > 0 {
            Some(Open::Atomic(self.atomic_at))
        } else {
            None
        }
    }
}
