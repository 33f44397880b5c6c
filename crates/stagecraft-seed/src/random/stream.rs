//! The random bits of one cell: a column's key, a row's number and how often it
//! was tried before.

use super::key::Key;
use super::philox::philox;

/// Draws of one cell, one after the other; a copy draws the same again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stream {
    key: [u32; 2],
    row: [u32; 2],
    retry: u32,
    draw: u32,
    spare: Option<u64>,
}

impl Stream {
    pub(crate) fn new(key: Key, row: u64, retry: u32) -> Self {
        Self {
            key: key.words(),
            row: halves(row),
            retry,
            draw: 0,
            spare: None,
        }
    }

    /// Returns what is the same for all rows of the key, and no draw.
    #[inline]
    pub(crate) fn salt(self) -> u64 {
        let [low, high] = self.key;
        u64::from(high) << 32 | u64::from(low)
    }

    #[inline]
    pub(crate) fn bits(&mut self) -> u64 {
        if let Some(bits) = self.spare.take() {
            return bits;
        }
        let [low, high] = self.row;
        let [a, b, c, d] = philox([low, high, self.draw, self.retry], self.key);
        self.draw = self.draw.wrapping_add(1);
        self.spare = Some(u64::from(d) << 32 | u64::from(c));
        u64::from(b) << 32 | u64::from(a)
    }

    /// Returns a number below `count`; 0 when that is 0.
    ///
    /// Without rejection: the number of draws must not depend on what is drawn,
    /// and a bias of `count` in 2^64 can't be seen.
    #[inline]
    pub(crate) fn below(&mut self, count: u64) -> u64 {
        scale(self.bits(), count)
    }

    /// Returns one of them; the default when there is none.
    #[inline]
    pub(crate) fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let index = usize::try_from(self.below(from.len() as u64)).unwrap_or_default();
        from.get(index).copied().unwrap_or_default()
    }

    /// Returns a number from 0 up to, but never, 1, in steps of 2^-53.
    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    #[inline]
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Returns a number of an interval with both ends; `low` when it is empty.
    #[inline]
    #[expect(
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap,
        reason = "differences of signed numbers modulo 2^64 are what is meant"
    )]
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        let span = (high as u64).wrapping_sub(low as u64);
        let step = match span.checked_add(1) {
            Some(count) => self.below(count),
            None => self.bits(),
        };
        low.wrapping_add(step as i64)
    }
}

/// Returns the part of `count` that the bits are of 2^64 (Lemire 2019).
#[inline]
pub(super) fn scale(bits: u64, count: u64) -> u64 {
    ((u128::from(bits) * u128::from(count)) >> 64) as u64
}

#[expect(clippy::cast_possible_truncation, reason = "halves are what it is for")]
fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(row: u64) -> Stream {
        Stream::new(Key::of(1, "public.users.email"), row, 0)
    }

    #[test]
    fn a_copy_draws_the_same_and_another_row_or_retry_does_not() {
        let mut first = stream(3);
        let mut copy = first;
        let drawn: Vec<_> = (0..9).map(|_| first.bits()).collect();
        assert_eq!(drawn, (0..9).map(|_| copy.bits()).collect::<Vec<_>>());
        let mut again = Stream::new(Key::of(1, "public.users.email"), 3, 1);
        assert_ne!(drawn[0], again.bits());
        assert_ne!(drawn[0], stream(4).bits());
        assert_ne!(drawn[0], stream(3 + (1 << 32)).bits());
        assert_ne!(drawn[0], drawn[1]);
    }

    #[test]
    fn numbers_stay_in_their_ranges_and_reach_their_ends() {
        let mut seen = [0_u32; 7];
        for row in 0..7_000 {
            let mut stream = stream(row);
            seen[usize::try_from(stream.below(7)).unwrap()] += 1;
            assert_eq!(stream.below(0), 0);
            assert_eq!(stream.below(1), 0);
            assert!((0.0..1.0).contains(&stream.unit()));
            assert!((-3..=3).contains(&stream.between(-3, 3)));
            assert_eq!(stream.between(5, 5), 5);
            assert_eq!(stream.between(5, 4), 5);
            stream.between(i64::MIN, i64::MAX);
            assert!(!stream.chance(0.0));
            assert!(stream.chance(1.0));
        }
        assert!(seen.iter().all(|it| (850..1_150).contains(it)), "{seen:?}");
        let ends: Vec<_> = (0..99).map(|it| stream(it).between(-1, 1)).collect();
        assert!(ends.contains(&-1) && ends.contains(&1));
    }

    #[test]
    fn the_mean_of_units_is_a_half() {
        let sum: f64 = (0..10_000).map(|it| stream(it).unit()).sum();
        assert!((sum / 10_000.0 - 0.5).abs() < 0.01, "{sum}");
    }
}
