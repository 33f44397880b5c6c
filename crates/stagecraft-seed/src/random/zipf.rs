//! Few that are many: ranks whose frequency falls with a power of the rank.
//!
//! Rejection-inversion of Hörmann and Derflinger, "Rejection-inversion to
//! generate variates from monotone discrete distributions" (1996): no table.

use super::stream::Stream;

/// No draw is rejected more often; more than three times is already rare.
const PATIENCE: usize = 64;

/// Ranks from 0 up to a count; rank `k` has the weight `(k + 1)^-skew`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Zipf {
    count: u64,
    skew: f64,
    first: f64,
    last: f64,
    sure: f64,
}

impl Zipf {
    /// A skew of 0 is uniform; what is below 0 or no number is taken for it.
    #[expect(
        clippy::cast_precision_loss,
        reason = "ranks above 2^53 are all as rare"
    )]
    pub(crate) fn new(count: u64, skew: f64) -> Self {
        let skew = skew.max(0.0);
        let mut made = Self {
            count,
            skew,
            first: 0.0,
            last: 0.0,
            sure: 0.0,
        };
        made.first = made.area(1.5) - 1.0;
        made.last = made.area(count as f64 + 0.5);
        made.sure = 2.0 - made.inverse(made.area(2.5) - made.height(2.0));
        made
    }

    /// Returns a rank; 0 when there is none.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` stays within 64 bits, and ranks above 2^53 are all as rare"
    )]
    pub(crate) fn draw(&self, stream: &mut Stream) -> u64 {
        let mut rank = 1;
        for _ in 0..PATIENCE {
            let area = self.last + stream.unit() * (self.first - self.last);
            let x = self.inverse(area);
            rank = ((x + 0.5) as u64).clamp(1, self.count.max(1));
            let near = rank as f64;
            if near - x <= self.sure || area >= self.area(near + 0.5) - self.height(near) {
                break;
            }
        }
        rank - 1
    }

    fn height(&self, x: f64) -> f64 {
        libm::exp(-self.skew * libm::log(x))
    }

    /// Returns the integral of the heights from 1.
    fn area(&self, x: f64) -> f64 {
        let log = libm::log(x);
        expm1_part((1.0 - self.skew) * log) * log
    }

    fn inverse(&self, area: f64) -> f64 {
        let part = (area * (1.0 - self.skew)).max(-1.0);
        libm::exp(log1p_part(part) * area)
    }
}

/// Returns `(exp(x) - 1) / x`, also near 0.
fn expm1_part(x: f64) -> f64 {
    if x.abs() > 1e-8 {
        libm::expm1(x) / x
    } else {
        1.0 + x * 0.5
    }
}

/// Returns `ln(1 + x) / x`, also near 0.
fn log1p_part(x: f64) -> f64 {
    if x.abs() > 1e-8 {
        libm::log1p(x) / x
    } else {
        1.0 - x * 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::super::Key;
    use super::*;

    fn drawn(zipf: Zipf, rows: u64) -> impl Iterator<Item = u64> {
        (0..rows).map(move |row| zipf.draw(&mut Stream::new(Key::of(1, "owner"), row, 0)))
    }

    #[test]
    fn ranks_are_as_frequent_as_their_weights() {
        for skew in [0.0, 0.5, 0.99, 1.0, 1.2, 2.0] {
            let count = 20_u32;
            let weight = |rank: u32| f64::from(rank + 1).powf(-skew);
            let total: f64 = (0..count).map(weight).sum();
            let mut seen = [0_u32; 20];
            for rank in drawn(Zipf::new(u64::from(count), skew), 50_000) {
                seen[usize::try_from(rank).unwrap()] += 1;
            }
            for (rank, seen) in (0..count).zip(seen) {
                let due = weight(rank) / total * 50_000.0;
                let off = (f64::from(seen) - due).abs();
                assert!(
                    off < 5.0 * due.sqrt() + 3.0,
                    "{skew} {rank}: {seen} of {due}"
                );
            }
        }
    }

    #[test]
    fn every_count_and_skew_stays_in_range() {
        for count in [0, 1, 2, 3, 1_000, 1 << 40, u64::MAX] {
            for skew in [-1.0, 0.0, 0.8, 1.0, 3.0, 50.0, f64::NAN] {
                for rank in drawn(Zipf::new(count, skew), 200) {
                    assert!(rank < count.max(1), "{rank} of {count}, {skew}");
                }
            }
        }
    }

    #[test]
    fn draws_are_frozen() {
        let ranks: Vec<_> = drawn(Zipf::new(1_000_000, 1.1), 8).collect();
        assert_eq!(ranks, [2, 645, 13, 3, 0, 7, 0, 1356]);
    }
}
