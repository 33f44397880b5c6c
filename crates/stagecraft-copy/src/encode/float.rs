//! Floating point numbers as the server prints them: the shortest digits that
//! read back the same.

/// Appends a `double precision`.
pub(super) fn double(value: f64, out: &mut Vec<u8>) {
    if value.is_finite() {
        let shortest = format!("{value:e}");
        // Of two that are equally near, the server prints the even one.
        let even = format!("{value:.*e}", precision(&shortest));
        let same = even.parse() == Ok(value);
        layout(if same { &even } else { &shortest }, 15, out);
    } else {
        special(value.is_nan(), value > 0.0, out);
    }
}

/// Appends a `real`.
pub(super) fn single(value: f32, out: &mut Vec<u8>) {
    if value.is_finite() {
        let shortest = format!("{value:e}");
        let even = format!("{value:.*e}", precision(&shortest));
        let same = even.parse() == Ok(value);
        layout(if same { &even } else { &shortest }, 6, out);
    } else {
        special(value.is_nan(), value > 0.0, out);
    }
}

/// Returns how many digits stand after the point of `-1.25e-7`.
fn precision(scientific: &str) -> usize {
    let mantissa = scientific.split_once('e').map_or(scientific, |(it, _)| it);
    mantissa.split_once('.').map_or(0, |(_, it)| it.len())
}

fn special(nan: bool, positive: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(match (nan, positive) {
        (true, _) => b"NaN",
        (_, true) => b"Infinity",
        (_, false) => b"-Infinity",
    });
}

/// Lays out `-1.25e-7` with or without an exponent, as `printf("%g")` would.
fn layout(scientific: &str, widest: usize, out: &mut Vec<u8>) {
    let unsigned = scientific.strip_prefix('-').unwrap_or(scientific);
    if unsigned.len() < scientific.len() {
        out.push(b'-');
    }
    let (mantissa, exponent) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits = mantissa.bytes().filter(|it| *it != b'.');
    let count = mantissa.bytes().filter(|it| *it != b'.').count();
    let distance = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
    if exponent < -4 || (exponent >= 0 && distance >= widest) {
        out.extend_from_slice(mantissa.as_bytes());
        out.push(b'e');
        out.push(if exponent < 0 { b'-' } else { b'+' });
        super::number::digits(distance as u128, 2, out);
    } else if exponent < 0 {
        out.extend_from_slice(b"0.");
        out.resize(out.len() + distance - 1, b'0');
        out.extend(digits);
    } else {
        for (place, digit) in digits.enumerate() {
            if place == distance + 1 {
                out.push(b'.');
            }
            out.push(digit);
        }
        out.resize(out.len() + (distance + 1).saturating_sub(count), b'0');
    }
}
