//! Titles, sentences, and names of companies and products.

use super::draft::Draft;
use super::look::Look;
use super::row::RowLook;
use super::token::Token;
use crate::random::{Stream, log_normal};
use crate::words::{
    ADJECTIVES, ADVERBS, COLOURS, COMPANY_KINDS, COMPANY_WORDS, NOUNS, PRODUCT_ADJECTIVES,
    PRODUCT_NOUNS, VERBS, nth,
};

/// What sentences start with; none of them cares what follows.
const STARTS: &[&str] = &[
    "The", "The", "The", "Our", "Their", "This", "Every", "Another", "His", "Her", "My", "Each",
];
const BEFORE: &[&str] = &[
    "the", "the", "the", "our", "their", "another", "every", "this",
];
/// No paragraph has more sentences.
const SENTENCES: u64 = 4;

/// Writes what people read. Returns false when the look is not one of these.
pub(super) fn write(
    look: &Look,
    row: &RowLook,
    number: Option<u64>,
    longest: Option<usize>,
    out: &mut String,
) -> bool {
    let mut words = Words::new(row.cell);
    let mut draft = Draft::after(out, "");
    let mut end: &[&str] = &[];
    match look {
        Look::Company => {
            draft.push(words.next(&COMPANY_WORDS));
            draft.push(" ");
            draft.push(words.next(&COMPANY_KINDS));
        }
        Look::ProductTitle => {
            draft.push(words.next(&PRODUCT_ADJECTIVES));
            draft.push(" ");
            if words.one_in(4) {
                capital(words.next(&COLOURS), draft.out);
                draft.push(" ");
            }
            draft.push(words.next(&PRODUCT_NOUNS));
        }
        Look::Title => title(&mut words, draft.out),
        Look::Sentence => {
            sentence(&mut words, draft.out);
            end = &["."];
        }
        Look::Paragraph => {
            for _ in 1..sentences(&mut words.stream) {
                sentence(&mut words, draft.out);
                draft.push(". ");
            }
            sentence(&mut words, draft.out);
            end = &["."];
        }
        Look::Plain(column) => {
            let mut parts = column.split('_').filter(|it| !it.is_empty());
            draft.push(parts.next().unwrap_or("value"));
            for part in parts {
                draft.push(" ");
                draft.push(part);
            }
            if number.is_none() {
                draft.push(" ");
                draft.push(words.next(&NOUNS));
            }
        }
        _ => return false,
    }
    let token = number.map(|it| Token::of(it, look.base(longest)));
    draft.finish(token, " ", end, longest);
    true
}

/// Words that are drawn four at a time.
pub(super) struct Words {
    pub(super) stream: Stream,
    bits: u64,
    left: u32,
}

impl Words {
    pub(super) fn new(stream: Stream) -> Self {
        Self {
            stream,
            bits: 0,
            left: 0,
        }
    }

    fn below(&mut self, count: u64) -> u64 {
        if self.left == 0 {
            self.bits = self.stream.bits();
            self.left = 4;
        }
        let bits = self.bits & 0xffff;
        self.bits >>= 16;
        self.left -= 1;
        (bits * count) >> 16
    }

    pub(super) fn next(&mut self, list: &'static [&'static str]) -> &'static str {
        let index = self.below(list.len() as u64);
        nth(list, index).copied().unwrap_or_default()
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

/// Writes two to six words.
fn title(words: &mut Words, out: &mut String) {
    let shape = words.below(6);
    if matches!(shape, 3 | 5) {
        out.push_str("The ");
        out.push_str(words.next(&ADJECTIVES));
    } else {
        capital(words.next(&ADJECTIVES), out);
    }
    out.push(' ');
    out.push_str(words.next(&NOUNS));
    match shape {
        2 => {
            out.push_str(" and ");
            out.push_str(words.next(&NOUNS));
        }
        3 => {
            out.push(' ');
            out.push_str(words.next(&NOUNS));
        }
        4 => {
            out.push_str(" of the ");
            out.push_str(words.next(&NOUNS));
        }
        5 => {
            out.push_str(" and the ");
            out.push_str(words.next(&NOUNS));
        }
        _ => {}
    }
}

/// Writes a sentence without its full stop.
fn sentence(words: &mut Words, out: &mut String) {
    out.push_str(words.next(STARTS));
    out.push(' ');
    if words.one_in(2) {
        out.push_str(words.next(&ADJECTIVES));
        out.push(' ');
    }
    out.push_str(words.next(&NOUNS));
    out.push(' ');
    out.push_str(words.next(&VERBS));
    out.push(' ');
    out.push_str(words.next(BEFORE));
    out.push(' ');
    if words.one_in(3) {
        out.push_str(words.next(&ADJECTIVES));
        out.push(' ');
    }
    out.push_str(words.next(&NOUNS));
    if words.one_in(2) {
        out.push(' ');
        out.push_str(words.next(&ADVERBS));
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` stays within 64 bits, and the number is clamped"
)]
fn sentences(stream: &mut Stream) -> u64 {
    let count = log_normal(stream, 1.8, 0.5) + 0.5;
    (count as u64).clamp(1, SENTENCES)
}

/// Writes an ASCII word with a capital.
fn capital(word: &str, out: &mut String) {
    if let Some((first, rest)) = word.split_at_checked(1) {
        out.extend(first.chars().map(|it| it.to_ascii_uppercase()));
        out.push_str(rest);
    }
}
