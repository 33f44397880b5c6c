//! Numbers that are near something more often than far from it.

use super::stream::Stream;

/// Returns a number of nearly a normal distribution: the sum of four even ones
/// (Irwin and Hall), which ends three and a half deviations from the mean.
///
/// One draw, and no function whose last digit depends on the platform.
pub(crate) fn normal(stream: &mut Stream, mean: f64, deviation: f64) -> f64 {
    let bits = stream.bits();
    let sum: u64 = (0..4).map(|part| bits >> (16 * part) & 0xffff).sum();
    #[expect(clippy::cast_precision_loss, reason = "18 bits")]
    let from_mean = sum as f64 / 65_535.0 - 2.0;
    // The variance of the sum is four twelfths.
    mean + deviation * from_mean * 3.0_f64.sqrt()
}

/// Returns a positive number whose logarithm has a normal distribution.
pub(crate) fn log_normal(stream: &mut Stream, median: f64, deviation: f64) -> f64 {
    median * libm::exp(normal(stream, 0.0, deviation))
}

/// Returns a positive number of an exponential distribution: the time up to the
/// next of something that happens every `mean`.
pub(crate) fn exponential(stream: &mut Stream, mean: f64) -> f64 {
    -mean * log_unit(stream)
}

/// Returns the logarithm of a number above 0, up to 1.
fn log_unit(stream: &mut Stream) -> f64 {
    libm::log(1.0 - stream.unit())
}

#[cfg(test)]
mod tests {
    use super::super::Key;
    use super::*;

    fn sorted(draw: fn(&mut Stream) -> f64) -> Vec<f64> {
        let mut drawn: Vec<_> = (0..20_001)
            .map(|row| draw(&mut Stream::new(Key::of(1, "price"), row, 0)))
            .collect();
        drawn.sort_by(f64::total_cmp);
        drawn
    }

    #[test]
    fn quantiles_are_those_of_the_distributions() {
        let near =
            |found: f64, due: f64| assert!((found / due - 1.0).abs() < 0.04, "{found} {due}");
        let drawn = sorted(|stream| normal(stream, 100.0, 15.0));
        near(drawn[10_000], 100.0);
        near(drawn[3_173], 85.0);
        near(drawn[16_827], 115.0);
        let drawn = sorted(|stream| log_normal(stream, 50.0, 1.0));
        near(drawn[10_000], 50.0);
        near(drawn[16_827], 50.0 * std::f64::consts::E);
        let drawn = sorted(|stream| exponential(stream, 10.0));
        near(drawn[10_000], 10.0 * std::f64::consts::LN_2);
        assert!(drawn.iter().all(|it| it.is_finite() && *it >= 0.0));
    }

    #[test]
    fn draws_are_frozen() {
        let mut stream = Stream::new(Key::of(1, "price"), 0, 0);
        let drawn = [
            normal(&mut stream, 0.0, 1.0),
            log_normal(&mut stream, 10.0, 1.0),
            exponential(&mut stream, 1.0),
        ];
        assert_eq!(
            drawn.map(f64::to_bits),
            [
                4_586_883_490_925_553_587,
                4_637_701_750_193_850_144,
                4_615_545_203_772_456_366
            ]
        );
    }
}
