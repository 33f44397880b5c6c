//! Plain texts that hold nothing but a number: what is tried where a check
//! accepts none that looks like its column.

use super::coded::uuid;
use super::token::{Token, power, scramble};

/// A template of texts that are distinct for distinct numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A start, the number, and an end.
    Between(&'static str, Digits, &'static str),
    Uuid,
    /// Versions of three numbers.
    Version,
    /// A number's digits as letters, from `A` on.
    Letters(usize, bool),
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digits {
    Decimal,
    /// That many decimal digits, with zeros in front.
    Zeros(usize),
    /// That many hexadecimal digits which look like a hash.
    Hash(usize),
}

/// Formats from the likeliest to the least: the first that a check always
/// accepts is taken.
pub(crate) fn formats() -> &'static [Format] {
    use Digits::{Decimal, Hash, Zeros};
    use Format::{Between, Letters, Uuid, Version};
    &[
        Between("a", Decimal, ""),
        Between("A", Decimal, ""),
        Between("", Decimal, ""),
        Between("user-", Decimal, ""),
        Between("a_", Decimal, ""),
        Between("Name ", Decimal, ""),
        Between("", Zeros(9), ""),
        Between("", Zeros(5), ""),
        Between("", Zeros(12), ""),
        Between("user", Decimal, "@example.com"),
        Between("https://example.com/", Decimal, ""),
        Between("/", Decimal, ""),
        Between("host", Decimal, ".example.com"),
        Between("+4930", Zeros(7), ""),
        Between("+1555", Zeros(7), ""),
        Between("#", Hash(6), ""),
        Between("", Hash(32), ""),
        Between("", Hash(40), ""),
        Between("", Hash(64), ""),
        Between("", Hash(8), ""),
        Between("0x", Hash(40), ""),
        Uuid,
        Version,
        Letters(3, true),
        Letters(2, true),
        Letters(8, true),
        Letters(10, false),
        Between("AB-", Zeros(6), ""),
        Between("ABC-", Zeros(4), ""),
        Between("AB", Zeros(6), ""),
        Between("sha256:", Hash(64), ""),
        Between("file", Decimal, ".txt"),
        Between("{\"n\":", Decimal, "}"),
    ]
}

impl Format {
    /// Returns how many texts it has: numbers below that never make the same.
    pub(crate) fn domain(self) -> u64 {
        match self {
            Self::Between(_, digits, _) => match digits {
                Digits::Decimal => u64::MAX,
                Digits::Zeros(count) => power(10, count),
                Digits::Hash(count) => power(16, count),
            },
            Self::Uuid => 1 << 60,
            Self::Version => u64::MAX,
            Self::Letters(count, _) => power(26, count),
        }
    }

    /// Appends the text of a number.
    pub(crate) fn write(self, number: u64, out: &mut String) {
        match self {
            Self::Between(start, digits, end) => {
                out.push_str(start);
                digits.write(number, out);
                out.push_str(end);
            }
            Self::Uuid => uuid(scramble(number, 60, 0), scramble(number, 64, 1), out),
            Self::Version => {
                out.push_str("1.");
                Token::of(number, 10).push(out);
                out.push_str(".0");
            }
            Self::Letters(count, upper) => letters(number, count, upper, out),
        }
    }
}

impl Digits {
    fn write(self, number: u64, out: &mut String) {
        match self {
            Self::Decimal => Token::of(number, 10).push(out),
            Self::Zeros(count) => {
                Token::of(number % power(10, count), 10)
                    .wide(count)
                    .push(out);
            }
            Self::Hash(count) => {
                let mut left = count;
                let mut number = number;
                while left > 0 {
                    let width = left.min(16);
                    let bits = u32::try_from(width * 4).unwrap_or(64);
                    number = scramble(number, bits, 0);
                    Token::of(number, 16).wide(width).push(out);
                    left -= width;
                }
            }
        }
    }
}

fn letters(number: u64, count: usize, upper: bool, out: &mut String) {
    let first = if upper { b'A' } else { b'a' };
    let mut place = power(26, count);
    let number = number % place;
    while place > 1 {
        place /= 26;
        let letter = u8::try_from(number / place % 26).unwrap_or_default();
        out.push(char::from(first + letter));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn distinct_numbers_make_distinct_texts() {
        for format in formats() {
            let large = (1..60).map(|it| (1_u64 << 40).wrapping_sub(it * 7_777_777));
            let numbers = (0..20_000).chain(large).filter(|it| *it < format.domain());
            let mut seen = BTreeSet::new();
            for number in numbers {
                let mut text = String::new();
                format.write(number, &mut text);
                assert!(seen.insert(text), "{format:?} {number}");
            }
            assert!(!seen.is_empty());
        }
    }

    #[test]
    fn texts_are_frozen() {
        let mut text = String::new();
        for format in formats() {
            for number in [0, 1, 675] {
                format.write(number, &mut text);
                text.push_str("  ");
            }
            text.push('\n');
        }
        insta::assert_snapshot!(text);
    }
}
