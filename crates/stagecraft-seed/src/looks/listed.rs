//! Texts that are one of a list: closed lists, such as countries, and lists
//! that go on with numbers, such as categories.

use super::draft::{Draft, bare, cut_anywhere};
use super::look::{Look, roomy};
use super::row::RowLook;
use super::token::Token;
use crate::words::{COUNTRIES, CURRENCIES, Country, EMOJI, LANGUAGES, MIME_TYPES, TIME_ZONES, nth};

/// A list that nothing can be added to.
pub(super) struct Closed {
    texts: Texts,
    /// How many characters the longest text has.
    widest: usize,
}

enum Texts {
    Words(&'static [&'static str]),
    Countries(fn(&Country, &mut String)),
}

/// Returns the list of a look that has a closed one.
pub(super) fn closed(look: &Look) -> Option<Closed> {
    let (texts, widest) = match look {
        Look::Country => {
            let write = |it: &Country, out: &mut String| out.push_str(it.code);
            (Texts::Countries(write), 2)
        }
        Look::CountryName => {
            let write = |it: &Country, out: &mut String| out.push_str(it.name);
            (Texts::Countries(write), 20)
        }
        Look::Locale => {
            let write = |it: &Country, out: &mut String| {
                out.extend([it.language, "-", it.code]);
            };
            (Texts::Countries(write), 5)
        }
        Look::Currency => (Texts::Words(&CURRENCIES), 3),
        Look::Emoji => (Texts::Words(&EMOJI), 1),
        Look::Language => (Texts::Words(&LANGUAGES), 2),
        Look::Mime => (Texts::Words(&MIME_TYPES), 24),
        Look::TimeZone => (Texts::Words(&TIME_ZONES), 30),
        _ => return None,
    };
    Some(Closed { texts, widest })
}

impl Closed {
    pub(super) fn len(&self) -> u64 {
        match self.texts {
            Texts::Words(words) => words.len() as u64,
            Texts::Countries(_) => COUNTRIES.len() as u64,
        }
    }

    /// Returns whether no text of the list has to be cut.
    pub(super) fn fits(&self, longest: Option<usize>) -> bool {
        longest.is_none_or(|it| it >= self.widest)
    }

    /// Writes the number's text, or that of the row.
    pub(super) fn write(
        &self,
        look: &Look,
        row: &mut RowLook,
        number: Option<u64>,
        longest: Option<usize>,
        out: &mut String,
    ) {
        if let (Some(number), Some(longest)) = (number, longest)
            && !self.fits(Some(longest))
        {
            return bare(Token::of(number, 36), longest, out);
        }
        let start = out.len();
        match (&self.texts, number) {
            (Texts::Words(words), Some(number)) => {
                out.push_str(nth(words, number).copied().unwrap_or_default());
            }
            (Texts::Countries(write), Some(number)) => {
                if let Some(country) = nth(&COUNTRIES, number) {
                    write(country, out);
                }
            }
            (Texts::Words(words), None) => {
                let country = row.place().map(|it| it.country);
                out.push_str(match (look, country) {
                    (Look::Currency, Some(country)) => country.currency,
                    (Look::Language, Some(country)) => country.language,
                    _ => row.cell.pick(words),
                });
            }
            (Texts::Countries(write), None) => {
                if let Some(place) = row.place() {
                    write(place.country, out);
                }
            }
        }
        if let Some(longest) = longest {
            cut_anywhere(out, start, longest);
        }
    }
}

/// Writes a word of a list whose words have no digits. Numbers below its length
/// are its words, later ones a word and the number.
pub(super) fn open(
    words: &'static [&'static str],
    look: &Look,
    between: &str,
    row: &mut RowLook,
    number: Option<u64>,
    longest: Option<usize>,
    out: &mut String,
) {
    let word = match number {
        Some(number) => nth(words, number).copied().unwrap_or_default(),
        None => row.cell.pick(words),
    };
    let fits = longest.is_none_or(|it| word.chars().count() <= it);
    let is_word = number.is_some_and(|it| it < words.len() as u64) && fits && roomy(longest);
    let mut draft = Draft::after(out, "");
    draft.push(word);
    let token = number.filter(|_| !is_word);
    let token = token.map(|it| Token::of(it, look.base(longest)));
    draft.finish(token, between, &[], longest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_text_is_known() {
        for look in Look::names().filter_map(Look::named) {
            let Some(list) = closed(&look) else {
                continue;
            };
            let widths = (0..list.len()).map(|number| {
                let mut text = String::new();
                match list.texts {
                    Texts::Words(words) => text.push_str(nth(words, number).unwrap()),
                    Texts::Countries(write) => write(nth(&COUNTRIES, number).unwrap(), &mut text),
                }
                text.chars().count()
            });
            assert_eq!(widths.max(), Some(list.widest), "{look:?}");
        }
    }
}
