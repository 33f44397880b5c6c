//! Dates, timestamps and intervals as numbers.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan as _};

const DAY: i64 = 86_400_000_000;

/// Microseconds since 1970, in UTC; the extremes are `±infinity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) i64);

impl Moment {
    pub(crate) const INFINITY: Self = Self(i64::MAX);
    pub(crate) const MINUS_INFINITY: Self = Self(i64::MIN);

    /// Returns midnight of a day, counted from 1970-01-01.
    pub(crate) fn of_day(day: i64) -> Self {
        Self(day.saturating_mul(DAY))
    }

    /// Returns midnight of its day.
    pub(crate) fn midnight(self) -> Self {
        if self.is_infinite() {
            return self;
        }
        Self(self.0 - self.0.rem_euclid(DAY))
    }

    pub(crate) fn is_infinite(self) -> bool {
        self == Self::INFINITY || self == Self::MINUS_INFINITY
    }

    /// Reads what the server writes: `2026-01-02 03:04:05.6+00`. Returns
    /// nothing for years that the calendar at hand does not have.
    pub(crate) fn read(text: &str) -> Option<Self> {
        match text {
            "infinity" => return Some(Self::INFINITY),
            "-infinity" => return Some(Self::MINUS_INFINITY),
            _ => {}
        }
        let (year, rest) = text.split_once('-')?;
        let (date, time) = rest.split_once([' ', 'T']).unwrap_or((rest, "00:00:00"));
        let (time, offset) = match time.find(['+', '-', 'Z']) {
            Some(at) => time.split_at_checked(at)?,
            None => (time, ""),
        };
        let date: Date = format!("{year:0>4}-{date}").parse().ok()?;
        let days = date.since(Date::constant(1970, 1, 1)).ok()?.get_days();
        Some(Self(
            i64::from(days) * DAY + clock(time)? - offset_of(offset)?,
        ))
    }

    /// Returns the moment that far away; nothing past the calendar.
    pub(crate) fn plus(self, span: Span) -> Option<Self> {
        if self.is_infinite() {
            return Some(self);
        }
        let civil = self.civil()?;
        let moved = civil
            .checked_add(span.months.months())
            .and_then(|it| it.checked_add(span.days.days()))
            .and_then(|it| it.checked_add(SignedDuration::from_micros(span.micros)))
            .ok()?;
        Self::of_civil(moved)
    }

    fn civil(self) -> Option<DateTime> {
        Date::constant(1970, 1, 1)
            .at(0, 0, 0, 0)
            .checked_add(SignedDuration::from_micros(self.0))
            .ok()
    }

    fn of_civil(civil: DateTime) -> Option<Self> {
        let duration = civil.duration_since(Date::constant(1970, 1, 1).at(0, 0, 0, 0));
        i64::try_from(duration.as_micros()).ok().map(Self)
    }

    /// Returns the date as the server writes it.
    pub(crate) fn date(self) -> String {
        match self.civil() {
            _ if self == Self::INFINITY => "infinity".to_owned(),
            _ if self == Self::MINUS_INFINITY => "-infinity".to_owned(),
            Some(civil) if civil.year() > 0 => civil.strftime("%Y-%m-%d").to_string(),
            Some(civil) => format!("{:04}{} BC", 1 - civil.year(), civil.strftime("-%m-%d")),
            None => "epoch".to_owned(),
        }
    }

    /// Returns the moment with an offset, which `timestamp` ignores.
    pub(crate) fn timestamp(self) -> String {
        match self.civil() {
            _ if self.is_infinite() => self.date(),
            Some(civil) if civil.year() > 0 => {
                civil.strftime("%Y-%m-%d %H:%M:%S%.f+00").to_string()
            }
            Some(civil) => {
                let year = 1 - civil.year();
                format!("{year:04}{} BC", civil.strftime("-%m-%d %H:%M:%S%.f+00"))
            }
            None => "epoch".to_owned(),
        }
    }
}

/// An interval, in the three parts that the server keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub(crate) months: i32,
    pub(crate) days: i32,
    pub(crate) micros: i64,
}

impl Span {
    /// Returns the length by which the server compares: a month has 30 days.
    pub(crate) fn length(self) -> i128 {
        let days = i128::from(self.months) * 30 + i128::from(self.days);
        days * i128::from(DAY) + i128::from(self.micros)
    }

    pub(crate) fn negated(self) -> Self {
        Self {
            months: self.months.saturating_neg(),
            days: self.days.saturating_neg(),
            micros: self.micros.saturating_neg(),
        }
    }

    pub(crate) fn plus_micros(self, micros: i64) -> Self {
        Self {
            micros: self.micros.saturating_add(micros),
            ..self
        }
    }

    /// Reads what the server writes: `1 year 2 mons -3 days 04:05:06.7`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut span = Self::default();
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            if word.contains(':') {
                let (sign, clock_text) = match word.strip_prefix('-') {
                    Some(rest) => (-1, rest),
                    None => (1, word.strip_prefix('+').unwrap_or(word)),
                };
                span = span.plus_micros(sign * clock(clock_text)?);
                continue;
            }
            let count: i32 = word.parse().ok()?;
            match words.next()?.trim_end_matches('s') {
                "year" => span.months = span.months.checked_add(count.checked_mul(12)?)?,
                "mon" | "month" => span.months = span.months.checked_add(count)?,
                "week" => span.days = span.days.checked_add(count.checked_mul(7)?)?,
                "day" => span.days = span.days.checked_add(count)?,
                "hour" => span = span.plus_micros(i64::from(count) * 3_600_000_000),
                "min" | "minute" => span = span.plus_micros(i64::from(count) * 60_000_000),
                "sec" | "second" => span = span.plus_micros(i64::from(count) * 1_000_000),
                _ => return None,
            }
        }
        Some(span)
    }

    pub(crate) fn literal(self) -> String {
        format!(
            "{} mons {} days {}.{:06} secs",
            self.months,
            self.days,
            if self.micros < 0 && self.micros / 1_000_000 == 0 {
                "-0".to_owned()
            } else {
                (self.micros / 1_000_000).to_string()
            },
            (self.micros % 1_000_000).abs()
        )
    }
}

/// Reads `04:05:06.7` as microseconds.
pub(crate) fn clock(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next().unwrap_or("0").parse().ok()?;
    let (seconds, fraction) = match parts.next().unwrap_or("0").split_once('.') {
        Some((seconds, fraction)) => (seconds.to_owned(), format!("{fraction:0<6}")),
        None => (
            text.split(':').nth(2).unwrap_or("0").to_owned(),
            "0".to_owned(),
        ),
    };
    let seconds: i64 = seconds.parse().ok()?;
    let micros: i64 = fraction.get(..6).unwrap_or(&fraction).parse().ok()?;
    let seconds = hours
        .checked_mul(3600)?
        .checked_add(minutes * 60 + seconds)?;
    seconds.checked_mul(1_000_000)?.checked_add(micros)
}

/// Writes microseconds since midnight.
pub(crate) fn clock_text(micros: i64) -> String {
    let seconds = micros / 1_000_000;
    format!(
        "{:02}:{:02}:{:02}.{:06}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        micros % 1_000_000
    )
}

fn offset_of(text: &str) -> Option<i64> {
    let (sign, rest) = match text.chars().next() {
        None | Some('Z') => return Some(0),
        Some('-') => (-1, text.strip_prefix('-')?),
        Some(_) => (1, text.strip_prefix('+')?),
    };
    Some(sign * clock(rest)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_the_server_writes_them() {
        let moment = |text| Moment::read(text).unwrap();
        assert_eq!(moment("1970-01-02"), Moment(DAY));
        assert_eq!(moment("1970-01-01 01:00:00+01"), Moment(0));
        assert_eq!(moment("1970-01-01 00:00:00.25"), Moment(250_000));
        assert_eq!(moment("infinity"), Moment::INFINITY);
        assert_eq!(
            moment("2024-02-29 10:00:00+00").timestamp(),
            "2024-02-29 10:00:00+00"
        );
        assert_eq!(
            moment("2024-02-29 10:00:00-05:30").midnight().date(),
            "2024-02-29"
        );
        assert!(Moment::read("4713-01-01 BC").is_none());
        let later = moment("2024-01-31").plus(Span::read("1 mon 1 day 01:00:00").unwrap());
        assert_eq!(later.unwrap().timestamp(), "2024-03-01 01:00:00+00");
    }

    #[test]
    fn intervals_round_trip() {
        for (text, length) in [
            ("30 days", 30 * i128::from(DAY)),
            ("1 year 2 mons", 14 * 30 * i128::from(DAY)),
            ("-1 days +02:00:00", -22 * 3_600_000_000),
            ("00:00:00.5", 500_000),
            ("-00:00:00.5", -500_000),
        ] {
            let span = Span::read(text).unwrap();
            assert_eq!(span.length(), length, "{text}");
        }
        assert_eq!(
            Span::read("-00:00:00.5").unwrap().literal(),
            "0 mons 0 days -0.500000 secs"
        );
    }
}
