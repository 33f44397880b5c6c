//! What stands side by side in a part: tokens, and groups that are closed to
//! what splits the part.

use super::token::Kind;
use super::{Expression, Part};

/// Something that stands in a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) shape: Shape,
    pub(super) part: Part,
    /// Of a group: what is between its ends.
    pub(super) inner: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Token(Kind),
    /// `(…)`.
    Round,
    /// `[…]`.
    Square,
    /// `CASE … END`.
    Case,
}

impl Item {
    pub(super) fn is_round(&self) -> bool {
        self.shape == Shape::Round
    }

    pub(super) fn is_token(&self, kind: Kind) -> bool {
        self.shape == Shape::Token(kind)
    }

    pub(super) fn is_name(&self) -> bool {
        self.is_token(Kind::Word) || self.is_token(Kind::Quoted)
    }
}

impl Expression<'_> {
    /// Returns what stands side by side in a part.
    pub(super) fn items(&self, part: Part) -> Vec<Item> {
        let mut items = Vec::new();
        let mut at = self.tokens.partition_point(|it| it.part.start < part.start);
        while let Some(token) = self.tokens.get(at).filter(|it| it.part.start < part.end) {
            let (shape, last) = match token.kind {
                Kind::Open(close) if self.text(token.part) == "(" => (Shape::Round, close),
                Kind::Open(close) => (Shape::Square, close),
                Kind::Word if self.is_word(token.part, "case") => match self.case_end(at) {
                    Some(end) => (Shape::Case, end),
                    None => (Shape::Token(Kind::Word), at),
                },
                kind => (Shape::Token(kind), at),
            };
            let closing = self.tokens.get(last).map_or(token.part, |it| it.part);
            items.push(Item {
                shape,
                part: Part {
                    start: token.part.start,
                    end: closing.end,
                },
                inner: Part {
                    start: token.part.end,
                    end: closing.start,
                },
            });
            at = last + 1;
        }
        items
    }

    fn case_end(&self, case: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate().skip(case) {
            if token.kind != Kind::Word {
                continue;
            }
            if self.is_word(token.part, "case") {
                depth += 1;
            } else if self.is_word(token.part, "end") {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        None
    }

    /// Returns whether a part is this key word, given in lower case.
    pub(super) fn is_word(&self, part: Part, word: &str) -> bool {
        self.text(part).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_keyword(&self, item: &Item, word: &str) -> bool {
        item.is_token(Kind::Word) && self.is_word(item.part, word)
    }

    /// Returns whether a part is a query.
    pub(super) fn is_select(&self, part: Part) -> bool {
        self.items(part).first().is_some_and(|it| {
            ["select", "with", "values"]
                .iter()
                .any(|word| self.is_keyword(it, word))
        })
    }

    /// Returns the parts between a key word's occurrences; the AND of BETWEEN
    /// is none.
    pub(super) fn split(&self, part: Part, word: &str) -> Vec<Part> {
        if self.is_select(part) {
            return vec![part];
        }
        let items = self.items(part);
        let mut parts = Vec::new();
        let mut start = None;
        let mut end = part.start;
        let mut between = 0_usize;
        for item in &items {
            if self.is_keyword(item, "between") {
                between += 1;
            } else if self.is_keyword(item, "and") && between > 0 {
                between -= 1;
            } else if self.is_keyword(item, word) {
                if let Some(start) = start.take() {
                    parts.push(Part { start, end });
                }
                continue;
            }
            start.get_or_insert(item.part.start);
            end = item.part.end;
        }
        if let Some(start) = start {
            parts.push(Part { start, end });
        }
        if parts.is_empty() { vec![part] } else { parts }
    }

    /// Returns the parts between commas.
    pub(crate) fn arguments(&self, part: Part) -> Vec<Part> {
        self.items(part)
            .split(|it| it.is_token(Kind::Comma))
            .filter_map(|it| {
                Some(Part {
                    start: it.first()?.part.start,
                    end: it.last()?.part.end,
                })
            })
            .collect()
    }
}
