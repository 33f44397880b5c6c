//! Integers and decimals, in digits and in Postgres' own base of 10000.

use super::{Why, Written};

/// `numeric` keeps no more digits after the point.
const MAX_SCALE: u16 = 16_383;

/// Appends decimal digits, at least `width` of them.
pub(super) fn digits(mut value: u128, width: usize, out: &mut Vec<u8>) {
    let from = out.len();
    while value > u128::from(u64::MAX) {
        out.push(b'0' + (value % 10) as u8);
        value /= 10;
    }
    let mut value = u64::try_from(value).unwrap_or(u64::MAX);
    while value > 0 {
        out.push(b'0' + (value % 10) as u8);
        value /= 10;
    }
    while out.len() - from < width.max(1) {
        out.push(b'0');
    }
    if let Some(tail) = out.get_mut(from..) {
        tail.reverse();
    }
}

pub(super) fn integer(value: i128, out: &mut Vec<u8>) {
    if value < 0 {
        out.push(b'-');
    }
    digits(value.unsigned_abs(), 1, out);
}

/// Appends `units` divided by ten to the power of `scale`.
pub(super) fn decimal(units: i128, scale: u16, out: &mut Vec<u8>) -> Written {
    if scale > MAX_SCALE {
        return Err(Why::Range);
    }
    if units < 0 {
        out.push(b'-');
    }
    let scale = usize::from(scale);
    digits(units.unsigned_abs(), scale + 1, out);
    if scale > 0 {
        out.insert(out.len() - scale, b'.');
    }
    Ok(())
}

/// Appends a `numeric` as the wire has it: digits in base 10000, their weight,
/// the sign and the scale.
pub(super) fn numeric(units: i128, scale: u16, out: &mut Vec<u8>) -> Written {
    if scale > MAX_SCALE {
        return Err(Why::Range);
    }
    let mut rest = units.unsigned_abs();
    let mut groups = [0_u16; 12];
    let mut count = 0;
    // The lowest group may be filled by the fraction in part only.
    let partial = u32::from(scale % 4);
    let mut weight = -i32::from(scale.div_ceil(4));
    if partial > 0 {
        let unit = 10_u128.pow(partial);
        let group = (rest % unit) * 10_u128.pow(4 - partial);
        rest /= unit;
        put(&mut groups, &mut count, &mut weight, group);
    }
    while rest > u128::from(u64::MAX) {
        put(&mut groups, &mut count, &mut weight, rest % 10_000);
        rest /= 10_000;
    }
    let mut rest = u64::try_from(rest).unwrap_or(u64::MAX);
    while rest > 0 {
        let group = u128::from(rest % 10_000);
        put(&mut groups, &mut count, &mut weight, group);
        rest /= 10_000;
    }
    let used = groups.get(..count).unwrap_or_default();
    let top = if used.is_empty() {
        0
    } else {
        weight + i32::try_from(used.len()).unwrap_or(0) - 1
    };
    let sign: u16 = if units < 0 { 0x4000 } else { 0 };
    header(used.len(), top, sign, scale, out);
    for group in used.iter().rev() {
        out.extend_from_slice(&group.to_be_bytes());
    }
    Ok(())
}

/// Appends a `numeric` that is no number.
pub(super) fn special(value: f64, out: &mut Vec<u8>) -> Written {
    let sign = if value.is_nan() {
        0xC000
    } else if value == f64::INFINITY {
        0xD000
    } else if value == f64::NEG_INFINITY {
        0xF000
    } else {
        return Err(Why::Kind);
    };
    header(0, 0, sign, 0, out);
    Ok(())
}

/// Keeps a group of digits; zeros at the low end are not kept, as in the
/// canonical form.
fn put(groups: &mut [u16; 12], count: &mut usize, weight: &mut i32, group: u128) {
    if *count == 0 && group == 0 {
        *weight += 1;
        return;
    }
    if let Some(slot) = groups.get_mut(*count) {
        *slot = (group % 10_000) as u16;
        *count += 1;
    }
}

fn header(groups: usize, weight: i32, sign: u16, scale: u16, out: &mut Vec<u8>) {
    let groups = u16::try_from(groups).unwrap_or(0);
    let weight = i16::try_from(weight).unwrap_or(0);
    let length = i32::from(groups) * 2 + 8;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&groups.to_be_bytes());
    out.extend_from_slice(&weight.to_be_bytes());
    out.extend_from_slice(&sign.to_be_bytes());
    out.extend_from_slice(&scale.to_be_bytes());
}

/// Returns `money`'s hundredths.
pub(super) fn hundredths(units: i128, scale: u16) -> Result<i64, Why> {
    let exact = match scale {
        0 => units.checked_mul(100),
        1 => units.checked_mul(10),
        2 => Some(units),
        more => 10_i128
            .checked_pow(u32::from(more) - 2)
            .filter(|unit| units % unit == 0)
            .map(|unit| units / unit),
    };
    exact
        .and_then(|it| i64::try_from(it).ok())
        .ok_or(Why::Range)
}
