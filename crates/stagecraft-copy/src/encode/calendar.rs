//! Dates, times and intervals as the server prints them.

use super::number::digits;

const DAY: i64 = 86_400_000_000;

/// Days from 0000-03-01 to 2000-01-01.
const TO_2000: i64 = 730_425;

pub(super) fn date(days: i32, out: &mut Vec<u8>) {
    match days {
        i32::MAX => out.extend_from_slice(b"infinity"),
        i32::MIN => out.extend_from_slice(b"-infinity"),
        _ => {
            if day(i64::from(days), out) {
                out.extend_from_slice(b" BC");
            }
        }
    }
}

pub(super) fn timestamp(micros: i64, out: &mut Vec<u8>) {
    match micros {
        i64::MAX => out.extend_from_slice(b"infinity"),
        i64::MIN => out.extend_from_slice(b"-infinity"),
        _ => {
            let before_christ = day(micros.div_euclid(DAY), out);
            out.push(b' ');
            time(micros.rem_euclid(DAY), out);
            out.extend_from_slice(b"+00");
            if before_christ {
                out.extend_from_slice(b" BC");
            }
        }
    }
}

/// Writes a day without its era, and returns whether it is before Christ.
fn day(days: i64, out: &mut Vec<u8>) -> bool {
    // The usual trick: a year that begins in March has its odd day last.
    let shifted = days + TO_2000;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    let before_christ = year <= 0;
    number(if before_christ { 1 - year } else { year }, 4, out);
    out.push(b'-');
    number(month, 2, out);
    out.push(b'-');
    number(day, 2, out);
    before_christ
}

/// Writes microseconds since midnight.
pub(super) fn time(micros: i64, out: &mut Vec<u8>) {
    let seconds = micros / 1_000_000;
    number(seconds / 3_600, 2, out);
    out.push(b':');
    number(seconds / 60 % 60, 2, out);
    out.push(b':');
    number(seconds % 60, 2, out);
    let fraction = (micros % 1_000_000).unsigned_abs();
    if fraction > 0 {
        out.push(b'.');
        digits(u128::from(fraction), 6, out);
        while out.last() == Some(&b'0') {
            out.pop();
        }
    }
}

/// Writes an interval in the style `postgres`.
pub(super) fn interval(months: i32, days: i32, micros: i64, out: &mut Vec<u8>) {
    match (months, days, micros) {
        (i32::MAX, i32::MAX, i64::MAX) => return out.extend_from_slice(b"infinity"),
        (i32::MIN, i32::MIN, i64::MIN) => return out.extend_from_slice(b"-infinity"),
        _ => {}
    }
    let mut parts = Parts {
        out,
        first: true,
        minus_before: false,
    };
    parts.put(i64::from(months / 12), "year");
    parts.put(i64::from(months % 12), "mon");
    parts.put(i64::from(days), "day");
    if parts.first || micros != 0 {
        if !parts.first {
            parts.out.push(b' ');
        }
        if micros < 0 {
            parts.out.push(b'-');
        } else if parts.minus_before {
            parts.out.push(b'+');
        }
        // The smallest interval has no positive counterpart; the server itself
        // refuses to print it.
        time(micros.saturating_abs(), parts.out);
    }
}

struct Parts<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
    minus_before: bool,
}

impl Parts<'_> {
    fn put(&mut self, value: i64, unit: &str) {
        if value == 0 {
            return;
        }
        if !self.first {
            self.out.push(b' ');
        }
        if value < 0 {
            self.out.push(b'-');
        } else if self.minus_before {
            self.out.push(b'+');
        }
        number(value.saturating_abs(), 1, self.out);
        self.out.push(b' ');
        self.out.extend_from_slice(unit.as_bytes());
        if value != 1 {
            self.out.push(b's');
        }
        self.first = false;
        self.minus_before = value < 0;
    }
}

fn number(value: i64, width: usize, out: &mut Vec<u8>) {
    digits(u128::from(value.unsigned_abs()), width, out);
}
