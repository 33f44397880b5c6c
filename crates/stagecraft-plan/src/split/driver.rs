//! Walks the tokens of a file and gathers its statements.

use std::ops::Range;

use stagecraft_model::{Digest, SourceSpan};

use super::boundary::{Boundary, Open};
use super::position::Position;
use super::token::{Kind, Token, Tokens};
use super::words::{Word, words};
use super::{Split, Statement, directive, outside, psql, syntax, tag};
use crate::rules;

/// Tokens that tell what a statement is; `with` may need many.
const HEAD: usize = 48;
const WITH_HEAD: usize = 4096;

/// So many statements that the parser does not know are enough.
const MOST_UNKNOWN: usize = 20;

/// Splits a file's text; `path` is what findings call the file.
pub fn split_file(path: &str, sql: &str) -> Split {
    let mut driver = Driver {
        path,
        sql,
        position: Position::new(sql),
        boundary: Boundary::default(),
        pending: None,
        shape: Shape::default(),
        to_parse: Vec::new(),
        split: Split::default(),
    };
    driver.walk();
    driver.parse();
    driver.split.findings.sort_by_key(|it| {
        let start = it.at.as_ref().and_then(|at| at.span).map(|it| it.start);
        (start, it.severity)
    });
    driver.split
}

struct Driver<'a> {
    path: &'a str,
    sql: &'a str,
    position: Position<'a>,
    boundary: Boundary,
    /// From the first to the last meaningful token of the current statement.
    pending: Option<Range<usize>>,
    shape: Shape,
    /// Indexes of the statements that the parser may be asked about.
    to_parse: Vec<usize>,
    split: Split,
}

/// How big the current statement is.
#[derive(Debug, Default)]
struct Shape {
    tokens: usize,
    depth: usize,
    deepest: usize,
    /// The parser would misread it, or what is wrong with it was said already.
    unfit: bool,
}

impl<'a> Driver<'a> {
    fn walk(&mut self) {
        let mut tokens = Tokens::new(self.sql);
        while let Some(token) = tokens.next() {
            match token.kind {
                Kind::Space => {}
                Kind::Comment { terminated } => self.comment(token, terminated),
                Kind::Backslash => tokens.go_on_at(self.meta_command(token.start)),
                _ => self.meaningful(token, &mut tokens),
            }
        }
        match self.boundary.open() {
            Some(Open::Parenthesis(at)) => self.unterminated("this parenthesis", at, at + 1),
            Some(Open::Atomic(at)) => self.unterminated("this function body", at, at + 5),
            None => {}
        }
        self.finish(&mut tokens, self.sql.len());
    }

    fn comment(&mut self, token: Token, terminated: bool) {
        if !terminated {
            self.unterminated("this comment", token.start, token.start + 2);
        }
        if self.split.statements.is_empty() && self.pending.is_none() {
            let text = self.sql.get(token.start..token.end).unwrap_or("");
            let before = self.sql.get(..token.start).unwrap_or("");
            let at_start = before.is_empty() || before == "\u{feff}";
            self.split.no_transaction |= directive::no_transaction(text, at_start);
        }
    }

    /// Reports a meta-command and returns where SQL goes on.
    fn meta_command(&mut self, start: usize) -> usize {
        let command = psql::meta_command(self.sql, start);
        let span = self.span_after(command.start, command.start + command.name.len());
        self.split.findings.push(rules::psql_meta_command::found(
            self.path,
            &command.name,
            span,
        ));
        self.shape.unfit = true;
        if command.sends() {
            self.push_pending();
        }
        command.end
    }

    fn meaningful(&mut self, token: Token, tokens: &mut Tokens<'a>) {
        let text = self.sql.get(token.start..token.end).unwrap_or("");
        match token.kind {
            Kind::QuotedName { terminated: false } => {
                self.unterminated("this quoted name", token.start, token.start + 1);
            }
            Kind::Text { terminated: false } => {
                self.unterminated("this string", token.start, token.start + 1);
            }
            Kind::Dollar { terminated: false } => {
                let tag = text.get(1..).and_then(|it| it.find('$')).unwrap_or(0) + 2;
                self.unterminated("this dollar-quoted string", token.start, token.start + tag);
            }
            _ => {}
        }
        self.shape.read(token.kind);
        self.shape.unfit |= std::mem::take(&mut tokens.corrected);
        if self.boundary.read(token, text) {
            self.finish(tokens, token.end);
            return;
        }
        match &mut self.pending {
            Some(range) => range.end = token.end,
            none => *none = Some(token.start..token.end),
        }
    }

    /// Ends the current statement; what follows it begins at `at`.
    fn finish(&mut self, tokens: &mut Tokens<'a>, at: usize) {
        let Some(range) = self.push_pending() else {
            return;
        };
        let Some(statement) = self.split.statements.last() else {
            return;
        };
        let span = statement.span;
        let text = self.sql.get(range).unwrap_or("");
        if statement.tag == "copy" && psql::copies_from_stdin(&words(text, WITH_HEAD)) {
            self.split
                .findings
                .push(rules::copy_from_stdin::found(self.path, span));
            tokens.go_on_at(psql::copy_data_end(self.sql, at));
        }
        if let Some(conforming) = sets_conforming_strings(text) {
            if tokens.conforming && !conforming {
                self.split
                    .findings
                    .push(rules::backslash_strings::found(self.path, span));
            }
            tokens.conforming = conforming;
        }
    }

    fn push_pending(&mut self) -> Option<Range<usize>> {
        self.boundary = Boundary::default();
        let shape = std::mem::take(&mut self.shape);
        let range = self.pending.take()?;
        let text = self.sql.get(range.clone()).unwrap_or("");
        let mut head = words(text, HEAD);
        if head.first().is_some_and(|it| it.is("with")) {
            head = words(text, WITH_HEAD);
        }
        let tag = tag::tag(&head);
        if !shape.unfit
            && shape.tokens <= syntax::MOST_TOKENS
            && shape.deepest <= syntax::DEEPEST
            && range.end <= syntax::MOST_BYTES
        {
            self.to_parse.push(self.split.statements.len());
        }
        self.split.statements.push(Statement {
            ordinal: self.split.statements.len() + 1,
            span: self.position.span(range.start, range.end),
            outside_transaction: outside::reason(&tag, text),
            tag,
            digest: Digest::of(text),
        });
        Some(range)
    }

    fn unterminated(&mut self, what: &str, start: usize, end: usize) {
        self.shape.unfit = true;
        let span = self.span_after(start, end);
        self.split
            .findings
            .push(rules::unparsable_file::unterminated(self.path, what, span));
    }

    /// Returns the span of something behind the last statement's beginning.
    fn span_after(&mut self, start: usize, end: usize) -> SourceSpan {
        if self.pending.is_none() {
            self.position.span(start, end)
        } else {
            self.position.clone().span(start, end)
        }
    }

    fn parse(&mut self) {
        let statements = &self.split.statements;
        let texts: Vec<_> = self
            .to_parse
            .iter()
            .filter_map(|index| Some((*index, statements.get(*index)?.text(self.sql))))
            .collect();
        let complaints = syntax::complaints(&texts, MOST_UNKNOWN);
        let many = complaints.len() == MOST_UNKNOWN;
        for complaint in complaints {
            let Some(statement) = self.split.statements.get(complaint.text) else {
                continue;
            };
            let base = statement.span.start;
            let start = (base + complaint.at.start).min(statement.span.end);
            let end = (base + complaint.at.end).clamp(start, statement.span.end);
            let span = Position::at(self.sql, statement.span).span(start, end);
            let finding = rules::unparsable_file::unknown(self.path, &complaint.message, span);
            self.split.findings.push(finding);
        }
        if many {
            let finding = rules::unparsable_file::and_more(self.path, MOST_UNKNOWN);
            self.split.findings.push(finding);
        }
    }
}

impl Shape {
    fn read(&mut self, kind: Kind) {
        self.tokens += 1;
        match kind {
            Kind::Open => self.depth += 1,
            Kind::Close => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.deepest = self.deepest.max(self.depth);
    }
}

/// Returns what a statement sets `standard_conforming_strings` to, if it does.
fn sets_conforming_strings(statement: &str) -> Option<bool> {
    const SETTING: &str = "standard_conforming_strings";
    const LONGEST: usize = 400;
    if statement.len() > LONGEST || !statement.to_ascii_lowercase().contains(SETTING) {
        return None;
    }
    let words = words(statement, HEAD);
    if words.first()?.is("reset") {
        return Some(true);
    }
    let names = |it: &Word<'_>| {
        it.text
            .trim_matches(['\'', '"'])
            .eq_ignore_ascii_case(SETTING)
    };
    let sets = words.first()?.is("set") || words.iter().any(|it| it.is("set_config"));
    let at = words.iter().position(names).filter(|_| sets)?;
    let value = words
        .iter()
        .skip(at + 1)
        .find(|it| !it.is("to") && !matches!(it.text, "=" | ","))?
        .text
        .trim_matches('\'')
        .to_ascii_lowercase();
    Some(!matches!(
        value.as_str(),
        "off" | "false" | "0" | "no" | "f"
    ))
}
