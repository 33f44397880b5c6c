//! When things happen: more at noon than at night, less on Sundays, more every
//! month, and never while everything was down.
//!
//! The moments of rows are the inverse of the intensity's integral, so they
//! rise with the row: rows come in the order that they would have come in, and
//! those of a partition follow each other.

use std::fmt;

use super::guide::Guide;
use super::stream::Stream;
use super::week::{Week, to_f64};

/// In how many steps a period grows, however long it is.
const STEPS: i64 = 512;

/// A part of the period in which the trend stands still.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: i64,
    to: i64,
    /// How busy it is.
    level: f64,
    /// What happens before it.
    before: f64,
    /// The start of its first week, and what would happen from there to its own.
    monday: i64,
    since_monday: f64,
}

/// How much happens when, of a period.
#[derive(Clone)]
pub(crate) struct Season {
    from: i64,
    steps: Vec<Step>,
    total: f64,
    /// Where to look for a step.
    guide: Guide,
    week: Week,
}

/// Shows what the rest follows from.
impl fmt::Debug for Season {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Season")
            .field("from", &self.from)
            .field("until", &self.steps.last().map(|it| it.to))
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

impl Season {
    /// A period in microseconds since 2000-01-01 UTC, at whose end `growth`
    /// times as much happens as at its start, and nothing in the gaps.
    pub(crate) fn new(
        from: i64,
        to: i64,
        growth: f64,
        daily_weekly: bool,
        gaps: &[(i64, i64)],
    ) -> Self {
        let week = Week::new(daily_weekly);
        let mut steps = Vec::new();
        let mut total = 0.0;
        for (from, to, level) in levels(from, to, growth) {
            for (from, to) in without(from, to, gaps) {
                steps.push(Step {
                    from,
                    to,
                    level,
                    before: total,
                    monday: Week::monday(from),
                    since_monday: week.up_to(from),
                });
                total += level * week.between(from, to);
            }
        }
        Self {
            from,
            guide: Guide::new(&steps.iter().map(|it| it.before), total),
            steps,
            total,
            week,
        }
    }

    /// Returns the moment of the `index`-th of `count`; never before that of
    /// the one before it, wherever in its share of the period `jitter` puts it.
    #[expect(clippy::cast_precision_loss, reason = "rounding keeps an order")]
    pub(crate) fn at(&self, index: u64, count: u64, jitter: &mut Stream) -> i64 {
        let share = (index as f64 + jitter.unit()) / count.max(1) as f64;
        let due = share * self.total;
        let after = self
            .guide
            .up_to(&self.steps, |step| step.before <= due, share);
        let Some(step) = self.steps.get(after.saturating_sub(1)) else {
            return self.from;
        };
        let since_monday = step.since_monday + (due - step.before) / step.level;
        let moment = self.week.after(step.monday, since_monday);
        moment.clamp(step.from, step.to - 1)
    }
}

/// Returns the steps of a period and how busy each of them is.
fn levels(from: i64, to: i64, growth: f64) -> impl Iterator<Item = (i64, i64, f64)> {
    let span = to.saturating_sub(from).max(0);
    let count = span.min(STEPS);
    let growth = if growth.is_finite() && growth > 0.0 {
        growth.clamp(1e-6, 1e6)
    } else {
        1.0
    };
    let log = libm::log(growth);
    let edge = move |step: i64| {
        let whole = (span / count).saturating_mul(step);
        from.saturating_add(whole + (span % count).saturating_mul(step) / count)
    };
    (0..count).map(move |step| {
        let middle = (to_f64(step) + 0.5) / to_f64(count);
        (edge(step), edge(step + 1), libm::exp(log * middle))
    })
}

/// Returns what the gaps leave of an interval, in order.
fn without(from: i64, to: i64, gaps: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut left = vec![(from, to)];
    for (start, end) in gaps.iter().filter(|(start, end)| start < end) {
        left = left
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(*start)), (from.max(*end), to)])
            .filter(|(from, to)| from < to)
            .collect();
    }
    left
}

#[cfg(test)]
mod tests {
    use super::super::Key;
    use super::*;

    const DAY: i64 = 24 * 3_600_000_000;

    fn moments(season: &Season, count: u64) -> Vec<i64> {
        (0..count)
            .map(|it| season.at(it, count, &mut Stream::new(Key::of(1, "created_at"), it, 0)))
            .collect()
    }

    #[test]
    fn moments_rise_and_stay_in_the_period() {
        for span in [
            1,
            2,
            100,
            3_600_000_000,
            DAY,
            7 * DAY,
            731 * DAY,
            9_000 * DAY,
            i64::MAX,
        ] {
            for from in [0, 1, -400 * DAY - 7, 9_500 * DAY + 11] {
                for growth in [1.0, 5.0, 0.1, 0.0, f64::NAN] {
                    for daily in [true, false] {
                        let to = from.saturating_add(span);
                        let gaps = [(from + span / 2, (from + span / 2).saturating_add(span / 8))];
                        let season = Season::new(from, to, growth, daily, &gaps);
                        let moments = moments(&season, 3_000);
                        assert!(moments.is_sorted(), "{from} {to} {growth} {daily}");
                        let ends = (moments[0], moments[2_999]);
                        assert!(ends.0 >= from && ends.1 < to, "{from} {to}: {ends:?}");
                        assert!(!moments.iter().any(|it| (gaps[0].0..gaps[0].1).contains(it)));
                    }
                }
            }
        }
    }

    #[test]
    fn nights_and_sundays_are_quiet_and_the_end_is_busier() {
        let from = 9_000 * DAY;
        let season = Season::new(from, from + 364 * DAY, 4.0, true, &[]);
        let moments = moments(&season, 100_000);
        let hour = |it: &i64| it.rem_euclid(DAY) / 3_600_000_000;
        let monday = Week::monday(from);
        let weekday = |it: &i64| (it - monday).div_euclid(DAY).rem_euclid(7);
        let count = |of: &dyn Fn(&i64) -> bool| moments.iter().filter(|it| of(it)).count();
        assert!(count(&|it| hour(it) == 11) > 10 * count(&|it| hour(it) == 3));
        assert!(count(&|it| weekday(it) == 1) > 2 * count(&|it| weekday(it) == 6));
        let (early, late) = (
            count(&|it| *it < from + 28 * DAY),
            count(&|it| *it >= from + 336 * DAY),
        );
        assert!(late > 3 * early && late < 5 * early, "{early} {late}");
    }

    #[test]
    fn a_flat_season_is_even() {
        let season = Season::new(0, 100 * DAY, 1.0, false, &[]);
        for (day, moment) in moments(&season, 100).into_iter().enumerate() {
            assert_eq!(moment / DAY, i64::try_from(day).unwrap());
        }
    }

    #[test]
    fn an_empty_period_is_its_start() {
        for season in [
            Season::new(5, 5, 1.0, true, &[]),
            Season::new(5, 2, 1.0, true, &[]),
            Season::new(5, 50, 1.0, true, &[(0, 100)]),
        ] {
            assert_eq!(moments(&season, 3), [5; 3]);
        }
    }

    #[test]
    fn moments_are_frozen() {
        let season = Season::new(0, 1_000 * DAY, 3.0, true, &[(10 * DAY, 20 * DAY)]);
        assert_eq!(
            moments(&season, 4),
            [
                7_044_678_582_670,
                39_032_781_317_994,
                62_170_778_660_090,
                85_659_829_969_707
            ]
        );
    }
}
