//! How busy the hours of a week are.

use super::guide::Guide;

const HOUR: f64 = 3_600_000_000.0;
const WEEK: i64 = 7 * 24 * 3_600_000_000;
/// The first Monday after 2000-01-01, which moments are counted from.
const MONDAY: i64 = 2 * 24 * 3_600_000_000;
/// How much happens in an hour of the day.
const HOURS: [f64; 24] = [
    8.0, 5.0, 4.0, 3.0, 3.0, 5.0, 10.0, 20.0, 38.0, 52.0, 60.0, 62.0, 55.0, 56.0, 61.0, 62.0, 58.0,
    50.0, 42.0, 38.0, 36.0, 32.0, 24.0, 14.0,
];
/// How much happens on a day of the week, from Monday.
const DAYS: [f64; 7] = [10.0, 11.0, 11.0, 10.5, 9.5, 5.0, 4.5];

/// The intensity of a week's hours, and its integral.
#[derive(Debug, Clone)]
pub(super) struct Week {
    hours: Vec<f64>,
    /// What happens before each hour, and in the whole week.
    before: Vec<f64>,
    /// Where to look for an hour.
    guide: Guide,
}

impl Week {
    pub(super) fn new(daily_weekly: bool) -> Self {
        let hours: Vec<f64> = DAYS
            .iter()
            .flat_map(|day| HOURS.iter().map(move |hour| hour * day))
            .map(|it| if daily_weekly { it } else { 1.0 })
            .collect();
        let mut sum = 0.0;
        let mut before = vec![sum];
        for hour in &hours {
            sum += hour * HOUR;
            before.push(sum);
        }
        Self {
            guide: Guide::new(&before.iter().copied(), sum),
            hours,
            before,
        }
    }

    /// Returns the start of a moment's week.
    pub(super) fn monday(moment: i64) -> i64 {
        moment.saturating_sub(moment.wrapping_sub(MONDAY).rem_euclid(WEEK))
    }

    fn total(&self) -> f64 {
        self.before.last().copied().unwrap_or(1.0)
    }

    pub(super) fn between(&self, from: i64, to: i64) -> f64 {
        let weeks = weeks(to) - weeks(from);
        self.total() * to_f64(weeks) + self.up_to(to) - self.up_to(from)
    }

    /// Returns what happens up to a moment of its week.
    pub(super) fn up_to(&self, moment: i64) -> f64 {
        let within = to_f64(moment.wrapping_sub(MONDAY).rem_euclid(WEEK));
        let index = to_index(within / HOUR).min(self.hours.len() - 1);
        let before = self.before.get(index).copied().unwrap_or_default();
        let hour = self.hours.get(index).copied().unwrap_or_default();
        before + hour * (within - to_f64_index(index) * HOUR)
    }

    /// Returns the moment up to which `due` happens after a Monday.
    ///
    /// What is rounded is kept inside its week and its hour: the order of two
    /// moments is never lost.
    pub(super) fn after(&self, monday: i64, due: f64) -> i64 {
        let total = self.total();
        let weeks_on = floor(due / total);
        let rest = (due - weeks_on * total).clamp(0.0, total);
        let index = self
            .guide
            .up_to(&self.before, |it| *it <= rest, rest / total);
        let index = index.saturating_sub(1).min(self.hours.len() - 1);
        let before = self.before.get(index).copied().unwrap_or_default();
        let hour = self.hours.get(index).copied().unwrap_or(1.0);
        let within = to_f64_index(index) * HOUR + ((rest - before) / hour).clamp(0.0, HOUR);
        monday
            .saturating_add(WEEK.saturating_mul(to_i64(weeks_on)))
            .saturating_add(to_i64(within))
    }
}

/// What the standard library calls a function for.
fn floor(number: f64) -> f64 {
    if (0.0..1e15).contains(&number) {
        to_f64(to_i64(number))
    } else {
        number.floor()
    }
}

fn weeks(moment: i64) -> i64 {
    moment.wrapping_sub(MONDAY).div_euclid(WEEK)
}

#[expect(clippy::cast_precision_loss, reason = "rounding keeps an order")]
pub(super) fn to_f64(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "indexes of 168 hours")]
fn to_f64_index(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "`as` stays within 64 bits")]
fn to_i64(number: f64) -> i64 {
    number as i64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` stays within what there is"
)]
fn to_index(number: f64) -> usize {
    number as usize
}
