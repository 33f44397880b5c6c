//! How long an answer takes, and what time it is over there.

use std::time::Instant;

use jiff::Timestamp;
use tokio_postgres::Client;

use super::document::{ClockDocument, RoundTripDocument};
use super::statement::{one_row, value};
use crate::Error;

const DOING: &str = "asking the server for the time";

const NOW: &str = "select extract(epoch from pg_catalog.clock_timestamp())";

/// What a number of round trips tell.
pub(super) struct Measured {
    pub(super) round_trip: RoundTripDocument,
    pub(super) clock: ClockDocument,
}

struct Sample {
    took_ms: f64,
    asked_at: Timestamp,
    skew_ms: f64,
}

/// Asks the server `n` times what time it is.
pub(super) async fn measure(
    client: &Client,
    n: usize,
    clock: &impl Fn() -> Timestamp,
) -> Result<Measured, Error> {
    let mut samples = Vec::with_capacity(n);
    for _ in 0..n {
        let (asked_at, started) = (clock(), Instant::now());
        let row = one_row(client, DOING, NOW).await?;
        let took_ms = started.elapsed().as_secs_f64() * 1000.0;
        let there: f64 = value(&row, 0, DOING)?;
        let here = asked_at.as_duration().as_secs_f64();
        samples.push(Sample {
            took_ms,
            asked_at,
            // The server looked at its clock half-way, give or take half.
            skew_ms: (there - here) * 1000.0 - took_ms / 2.0,
        });
    }
    samples.sort_by(|one, other| one.took_ms.total_cmp(&other.took_ms));
    let quickest = samples.first().ok_or_else(|| Error::Statement {
        doing: DOING,
        message: "nothing was asked".to_owned(),
    })?;
    let clock = ClockDocument {
        asked_at: quickest.asked_at,
        skew_ms: rounded(quickest.skew_ms),
        uncertainty_ms: rounded(quickest.took_ms / 2.0),
    };
    let times: Vec<f64> = samples.iter().map(|it| it.took_ms).collect();
    Ok(Measured {
        round_trip: RoundTripDocument {
            n: times.len(),
            min_ms: rounded(percentile(&times, 0)),
            p50_ms: rounded(percentile(&times, 50)),
            p95_ms: rounded(percentile(&times, 95)),
        },
        clock,
    })
}

/// The nearest rank among sorted values: a value that was measured.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// To microseconds: what is beyond them is noise.
fn rounded(milliseconds: f64) -> f64 {
    (milliseconds * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_measured_values() {
        let twenty: Vec<f64> = (1..=20).map(f64::from).collect();
        let close = |left: f64, right: f64| (left - right).abs() < f64::EPSILON;
        assert!(close(percentile(&twenty, 50), 10.0));
        assert!(close(percentile(&twenty, 95), 19.0));
        assert!(close(percentile(&[7.0], 95), 7.0));
        assert!(close(percentile(&[7.0, 9.0], 0), 7.0));
    }
}
