//! Uuids that are random to the eye, and distinct by a number.

use super::own::Place;

/// Returns a uuid of version 4 that no other number has.
pub(super) fn uuid(place: &mut Place<'_>) -> u128 {
    let high = place.stream.bits();
    // Mixing loses nothing: distinct numbers stay distinct in 62 bits.
    let low = scattered(place.number, place.table.hash(0));
    let version = (u128::from(high) & !0xf000) | 0x4000;
    (version << 64) | u128::from((low >> 2) | 0x8000_0000_0000_0000)
}

/// Returns a number below 2^64 whose upper 62 bits are distinct for distinct
/// numbers below 2^62.
fn scattered(number: u64, by: u64) -> u64 {
    const MASK: u64 = (1 << 62) - 1;
    let mut it = (number ^ by) & MASK;
    for odd in [0xbf58_476d_1ce4_e5b9_u64, 0x94d0_49bb_1331_11eb] {
        it = (it ^ (it >> 31)) & MASK;
        it = it.wrapping_mul(odd) & MASK;
    }
    it = (it ^ (it >> 31)) & MASK;
    it << 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_distinct_when_they_are_scattered() {
        let all: std::collections::BTreeSet<_> =
            (0..100_000).map(|it| scattered(it, 77) >> 2).collect();
        assert_eq!(all.len(), 100_000);
    }
}
