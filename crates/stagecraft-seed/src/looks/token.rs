//! Numbers inside of texts: digits of a base, and orders that hide that rows
//! are numbered.

/// More digits than 64 bits have in base 10, and than anything asks for.
const LONGEST: usize = 24;
const LOWER: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const UPPER: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A number as it stands in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) number: u64,
    /// 10, 16 or 36.
    pub(super) base: u64,
    pub(super) upper: bool,
    /// Zeros in front fill up to so many digits.
    pub(super) width: usize,
}

impl Token {
    pub(super) fn of(number: u64, base: u64) -> Self {
        Self {
            number,
            base,
            upper: false,
            width: 1,
        }
    }

    pub(super) fn wide(self, width: usize) -> Self {
        Self { width, ..self }
    }

    pub(super) fn upper(self) -> Self {
        Self {
            upper: true,
            ..self
        }
    }

    /// Returns how many digits there are.
    pub(super) fn len(self) -> usize {
        let count = match self.base {
            10 => count::<10>(self.number),
            16 => count::<16>(self.number),
            _ => count::<36>(self.number),
        };
        self.width.max(count)
    }

    pub(super) fn push(self, out: &mut String) {
        let letters = if self.upper { UPPER } else { LOWER };
        let mut digits = [b'0'; LONGEST];
        let count = match self.base {
            10 => fill::<10>(self.number, letters, &mut digits),
            16 => fill::<16>(self.number, letters, &mut digits),
            _ => fill::<36>(self.number, letters, &mut digits),
        };
        let from = LONGEST.saturating_sub(self.width.max(count));
        let digits = digits.get(from..).unwrap_or_default();
        out.push_str(str::from_utf8(digits).unwrap_or_default());
    }
}

/// Returns how many digits a number has. The base is a constant because
/// divisions by constants are multiplications.
fn count<const BASE: u64>(number: u64) -> usize {
    let mut count = 1;
    let mut rest = number / BASE;
    while rest > 0 {
        rest /= BASE;
        count += 1;
    }
    count
}

/// Writes digits from the end on and returns how many.
fn fill<const BASE: u64>(number: u64, letters: &[u8; 36], digits: &mut [u8; LONGEST]) -> usize {
    let mut rest = number;
    let mut count = 0;
    for slot in digits.iter_mut().rev() {
        if rest == 0 {
            break;
        }
        let digit = usize::try_from(rest % BASE).unwrap_or_default();
        *slot = letters.get(digit).copied().unwrap_or(b'0');
        rest /= BASE;
        count += 1;
    }
    count
}

/// Returns how many texts that many digits make; the largest number when that
/// has no 64 bits.
pub(super) fn power(base: u64, digits: usize) -> u64 {
    base.saturating_pow(u32::try_from(digits).unwrap_or(u32::MAX))
}

/// Returns another number below `size`, for each another one. Sizes are powers
/// of 10, 16, 26 and 36; another salt makes another order.
pub(super) fn scatter(number: u64, size: u64, salt: u64) -> u64 {
    // A prime that divides none of them.
    const STEP: u64 = 40_503_000_000_019;
    const SMALL: u64 = 8_654_917;
    let step = if size > 1 << 40 { STEP } else { SMALL };
    let number = number % size;
    let product = u128::from(number) * u128::from(step) + u128::from(salt >> 24);
    if let Ok(product) = u64::try_from(product) {
        return product % size;
    }
    u64::try_from(product % u128::from(size)).unwrap_or_default()
}

/// Returns another number of so many bits, for each another one; another salt
/// makes another order.
pub(super) fn scramble(number: u64, bits: u32, salt: u64) -> u64 {
    let mask = u64::MAX >> 64_u32.saturating_sub(bits.max(1));
    let half = bits.div_ceil(2).max(1);
    let mut value = (number ^ salt) & mask;
    for factor in [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb] {
        value ^= value >> half;
        value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
        value = value.wrapping_mul(factor) & mask;
    }
    value ^ (value >> half)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn digits_are_those_of_the_base() {
        for number in [0, 1, 9, 10, 35, 36, 255, 46_655, 46_656, 1 << 40, u64::MAX] {
            for (base, text) in [(10, format!("{number}")), (16, format!("{number:x}"))] {
                let token = Token::of(number, base);
                let mut out = String::new();
                token.push(&mut out);
                assert_eq!(out, text);
                assert_eq!(token.len(), text.len());
            }
            let mut out = String::new();
            Token::of(number, 36).push(&mut out);
            assert_eq!(u64::from_str_radix(&out, 36), Ok(number));
            out.clear();
            Token::of(number, 36).upper().wide(20).push(&mut out);
            assert_eq!((out.len(), Token::of(number, 36).wide(20).len()), (20, 20));
            assert_eq!(out, out.to_uppercase());
        }
    }

    #[test]
    fn orders_lose_nothing() {
        for size in [
            10, 16, 26, 36, 100, 256, 1_296, 10_000, 17_576, 46_656, 100_000,
        ] {
            let seen: BTreeSet<_> = (0..size).map(|it| scatter(it, size, 1 << 40)).collect();
            assert_eq!(seen.len() as u64, size);
            assert!(seen.iter().all(|it| *it < size));
        }
        for bits in [1, 2, 3, 4, 7, 8, 12, 16] {
            let seen: BTreeSet<_> = (0..1_u64 << bits)
                .map(|it| scramble(it, bits, 77))
                .collect();
            assert_eq!(seen.len(), 1 << bits);
        }
        for size in [power(10, 13), power(36, 12), power(26, 11)] {
            let seen: BTreeSet<_> = (0..50_000)
                .map(|it| scatter(it * 977, size, u64::MAX))
                .collect();
            assert_eq!(seen.len(), 50_000);
        }
        let seen: BTreeSet<_> = (0..50_000)
            .map(|it| scramble(it * 977, 64, u64::MAX))
            .collect();
        assert_eq!(seen.len(), 50_000);
    }
}
