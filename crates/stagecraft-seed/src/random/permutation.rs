//! An order of the numbers below a size that needs no memory: uniqueness by
//! construction.
//!
//! A Feistel network over pairs whose sides multiply to hardly more than the
//! size, so that a walk out of the domain is rare (less than one in √size).

use super::key::Key;
use super::mix::mix;
use super::stream::scale;

const ROUNDS: usize = 4;

/// A bijection of the numbers below a size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Permutation {
    size: u64,
    /// Left sides are below it.
    left: u64,
    /// Right sides are below it.
    right: u64,
    keys: [u64; ROUNDS],
}

impl Permutation {
    pub(crate) fn new(key: Key, size: u64) -> Self {
        let root = size.isqrt();
        let left = if root * root == size { root } else { root + 1 }.max(1);
        let mut state = key.bits();
        Self {
            size,
            left,
            right: size.div_ceil(left).max(1),
            keys: [(); ROUNDS].map(|()| {
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                mix(state)
            }),
        }
    }

    /// Returns the number that stands at a place; a place outside keeps its own.
    #[inline]
    pub(crate) fn at(&self, place: u64) -> u64 {
        self.walk(place)
    }

    #[inline]
    fn walk(&self, from: u64) -> u64 {
        if from >= self.size {
            return from;
        }
        let mut at = from;
        loop {
            let (left, right) = self.forth(at / self.right, at % self.right);
            // Sides are at most 2^32, and only 2^32 - 1 is the last of both: no
            // pair is above 2^64 - 1.
            at = left * self.right + right;
            if at < self.size {
                return at;
            }
        }
    }

    #[inline]
    fn forth(&self, mut left: u64, mut right: u64) -> (u64, u64) {
        let [a, b, c, d] = self.keys;
        for (first, second) in [(a, b), (c, d)] {
            left = add(left, scale(mix(right ^ first), self.left), self.left);
            right = add(right, scale(mix(left ^ second), self.right), self.right);
        }
        (left, right)
    }
}

/// Returns a sum of two numbers below `size`, modulo it.
#[inline]
fn add(left: u64, right: u64, size: u64) -> u64 {
    let sum = left + right;
    if sum < size { sum } else { sum - size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_small_size_is_permuted() {
        for size in 0..=300 {
            for seed in 0..5 {
                let order = Permutation::new(Key::of(seed, "public.users.id"), size);
                let mut seen = vec![false; usize::try_from(size).unwrap()];
                for place in 0..size {
                    let number = order.at(place);
                    assert!(number < size, "{number} of {size}");
                    let seen = &mut seen[usize::try_from(number).unwrap()];
                    assert!(!*seen, "{number} twice of {size}");
                    *seen = true;
                }
                assert_eq!(order.at(size), size);
            }
        }
    }

    #[test]
    fn large_sizes_are_permuted() {
        for size in [65_537, 1_000_000, 1 << 32, (1 << 40) + 7, 1 << 63, u64::MAX] {
            let order = Permutation::new(Key::of(1, "public.users.id"), size);
            let places = (0..2_000).map(|it| scale(mix(it), size)).chain([size - 1]);
            let places: std::collections::BTreeSet<_> = places.collect();
            let numbers: std::collections::BTreeSet<_> =
                places.iter().map(|it| order.at(*it)).collect();
            assert_eq!(places.len(), numbers.len(), "{size}");
            assert!(numbers.iter().all(|it| *it < size), "{size}");
        }
    }

    #[test]
    fn neighbours_are_torn_apart() {
        let size = 10_000;
        let order = Permutation::new(Key::of(1, "public.users.id"), size);
        let near = (1..size)
            .filter(|it| order.at(*it).abs_diff(order.at(it - 1)) < 100)
            .count();
        assert!(near < 400, "{near}");
        let fixed = (0..size).filter(|it| order.at(*it) == *it).count();
        assert!(fixed < 10, "{fixed}");
    }

    #[test]
    fn orders_are_frozen() {
        let order = Permutation::new(Key::of(1, "public.users.id"), 1_000_000);
        assert_eq!(
            [0, 1, 2, 999_999].map(|it| order.at(it)),
            [431_628, 185_609, 344_752, 344_925]
        );
    }
}
