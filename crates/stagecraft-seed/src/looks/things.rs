//! Names that programs read: slugs, addresses of pages, files.

use super::draft::Draft;
use super::look::Look;
use super::prose::Words;
use super::row::RowLook;
use super::token::Token;
use crate::words::{
    ADJECTIVES, COLOURS, DOMAINS, FILE_KINDS, NOUNS, PRODUCT_ADJECTIVES, PRODUCT_NOUNS, USER_AGENTS,
};

/// Digits that a stock number has at least.
const STOCK: usize = 5;

/// Writes a name. Returns false when the look is not one of these.
pub(super) fn write(
    look: &Look,
    row: &RowLook,
    number: Option<u64>,
    longest: Option<usize>,
    out: &mut String,
) -> bool {
    let mut words = Words::new(row.cell);
    let token = number.map(|it| Token::of(it, look.base(longest)));
    match look {
        Look::Slug => {
            let mut draft = Draft::after(out, "");
            pair(&mut words, &mut draft);
            draft.finish(token, "-", &[], longest);
        }
        Look::Url => {
            let mut draft = Draft::after(out, "https://example.com/");
            pair(&mut words, &mut draft);
            draft.finish(token, "-", &[], longest);
        }
        Look::ImageUrl => {
            let mut draft = Draft::after(out, "https://example.com/images/");
            draft.push(words.next(&COLOURS));
            draft.push("-");
            draft.push(words.next(&NOUNS));
            draft.finish(token, "-", &[".jpg"], longest);
        }
        Look::Domain => {
            let mut draft = Draft::after(out, "");
            pair(&mut words, &mut draft);
            draft.finish(token, "-", &[".", words.next(&DOMAINS)], longest);
        }
        Look::FileName => {
            let mut draft = Draft::after(out, "");
            pair(&mut words, &mut draft);
            draft.finish(token, "-", &[".", words.next(&FILE_KINDS)], longest);
        }
        Look::Path => {
            let mut draft = Draft::after(out, "/");
            draft.push(words.next(&NOUNS));
            draft.push("/");
            pair(&mut words, &mut draft);
            draft.finish(token, "-", &[".", words.next(&FILE_KINDS)], longest);
        }
        Look::Sku => {
            let mut draft = Draft::after(out, "");
            letters(words.next(&PRODUCT_ADJECTIVES), draft.out);
            draft.push("-");
            letters(words.next(&PRODUCT_NOUNS), draft.out);
            let stock = number.unwrap_or_else(|| words.stream.below(100_000));
            let token = Token::of(stock, look.base(longest)).upper().wide(STOCK);
            draft.finish(Some(token), "-", &[], longest);
        }
        Look::UserAgent => {
            let mut draft = Draft::after(out, "");
            draft.push(words.next(&USER_AGENTS));
            draft.finish(token, " Build/", &[], longest);
        }
        _ => return false,
    }
    true
}

fn pair(words: &mut Words, draft: &mut Draft<'_>) {
    draft.push(words.next(&ADJECTIVES));
    draft.push("-");
    draft.push(words.next(&NOUNS));
}

/// Writes the first three letters of a word as capitals.
fn letters(word: &str, out: &mut String) {
    let letters = word.chars().filter(char::is_ascii_alphabetic).take(3);
    out.extend(letters.map(|it| it.to_ascii_uppercase()));
}
