//! Texts that match a regular expression, each with a number.

use regex_syntax::hir::{Hir, HirKind};

use super::generate::characters;

/// How long a repetition is made that may be as long as it likes.
const LENGTH: u32 = 8;

/// What may stand at each place of a text: the texts are numbered by what stands
/// there, the last place first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Places(Vec<Vec<char>>);

impl Places {
    /// Returns places that an expression allows; of alternatives the first.
    pub(super) fn of(shape: &Hir) -> Self {
        let mut places = Vec::new();
        add(shape, &mut places);
        Self(places)
    }

    /// Returns how many texts there are.
    pub(crate) fn domain(&self) -> u64 {
        self.0.iter().fold(1, |all, it| {
            all.saturating_mul(u64::try_from(it.len()).unwrap_or(u64::MAX))
        })
    }

    /// Appends the text of a number.
    pub(crate) fn write(&self, mut number: u64, out: &mut String) {
        let start = out.len();
        for place in self.0.iter().rev() {
            let size = u64::try_from(place.len()).unwrap_or(1).max(1);
            let at = usize::try_from(number % size).unwrap_or_default();
            out.extend(place.get(at));
            number /= size;
        }
        let turned: String = out.get(start..).unwrap_or_default().chars().rev().collect();
        out.truncate(start);
        out.push_str(&turned);
    }
}

fn add(shape: &Hir, places: &mut Vec<Vec<char>>) {
    match shape.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0).into_owned();
            places.extend(text.chars().map(|it| vec![it]));
        }
        HirKind::Class(class) => places.push(characters(class)),
        HirKind::Capture(capture) => add(&capture.sub, places),
        HirKind::Concat(parts) => {
            for part in parts {
                add(part, places);
            }
        }
        HirKind::Alternation(parts) => {
            if let Some(first) = parts.first() {
                add(first, places);
            }
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let is_class = matches!(repetition.sub.kind(), HirKind::Class(_));
            let times = if is_class {
                LENGTH.clamp(repetition.min, most)
            } else {
                repetition.min
            };
            for _ in 0..times {
                add(&repetition.sub, places);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pattern: &str) -> (u64, Vec<String>) {
        let places = Places::of(&regex_syntax::parse(pattern).unwrap());
        let write = |number| {
            let mut text = String::new();
            places.write(number, &mut text);
            text
        };
        (places.domain(), (0..3).map(write).collect())
    }

    #[test]
    fn numbers_are_texts_that_match() {
        let (domain, written) = texts("^[A-Z]{2}[0-9]{7}$");
        assert_eq!(domain, 26 * 26 * 10_000_000);
        assert_eq!(written, ["AA0000000", "AA0000001", "AA0000002"]);
        let (_, written) = texts("^ord_[a-f]+(-[0-9]+)*$");
        assert_eq!(written, ["ord_aaaaaaaa", "ord_aaaaaaab", "ord_aaaaaaac"]);
        assert_eq!(texts("^(on|off)$").0, 1);
    }
}
