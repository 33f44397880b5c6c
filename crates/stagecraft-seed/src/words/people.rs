//! Names of people, and how they are spelled where only ASCII is.

use std::sync::LazyLock;

use super::list::lines;

/// A name of a person.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) shown: &'static str,
    /// In lower-case letters from a to z, for addresses.
    pub(crate) plain: String,
}

/// Given names.
pub(crate) static FIRST_NAMES: LazyLock<Vec<Name>> =
    LazyLock::new(|| names(include_str!("first_names.txt")));
/// Family names.
pub(crate) static LAST_NAMES: LazyLock<Vec<Name>> =
    LazyLock::new(|| names(include_str!("last_names.txt")));

fn names(text: &'static str) -> Vec<Name> {
    lines(text)
        .into_iter()
        .map(|shown| Name {
            shown,
            plain: shown.chars().map(plain).collect(),
        })
        .collect()
}

/// Returns the letter that a letter of our lists is written with in ASCII.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'ã' => 'a',
        'é' | 'ë' => 'e',
        'í' | 'ı' | 'İ' => 'i',
        'ó' | 'ö' | 'Ö' => 'o',
        'ş' => 's',
        'ñ' => 'n',
        'ü' => 'u',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_plain_spelling() {
        for name in FIRST_NAMES.iter().chain(LAST_NAMES.iter()) {
            let plain = &name.plain;
            assert!(plain.bytes().all(|it| it.is_ascii_lowercase()), "{name:?}");
            assert!(!name.shown.contains(|it: char| it.is_ascii_digit()));
        }
    }
}
