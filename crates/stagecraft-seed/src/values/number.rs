//! Integers, fractions, money and bits.

use super::Spot;
use crate::datum::{Datum, Number};

/// Returns a small positive integer; of keys one that is far from where
/// counters and migrations begin.
pub(super) fn integer(bits: u8, spot: &Spot<'_>) -> Datum {
    let first = match (spot.key, bits) {
        (false, _) => 1,
        (true, 16) => 20_001,
        (true, _) => 1_000_001,
    };
    Datum::Int(i128::try_from(first + spot.number()).unwrap_or(1))
}

/// Returns the ends of the type, and what lies around zero.
pub(super) fn integers(bits: u8) -> Vec<Datum> {
    let limit = 1_i128 << (bits - 1);
    vec![
        Datum::Int(limit - 1),
        Datum::Int(0),
        Datum::Int(-limit),
        Datum::Int(-1),
    ]
}

/// Returns a small positive number with a fraction, if the scale has room for
/// one.
pub(super) fn fraction(limits: Option<(u32, u32)>, spot: &Spot<'_>) -> Datum {
    let number = spot.number();
    let (precision, scale) = limits.unwrap_or((12, 2));
    let text = if precision.saturating_sub(scale) >= 5 {
        let places = usize::try_from(scale.min(2)).unwrap_or_default();
        match places {
            0 => format!("{}", number + 1),
            _ => format!("{}.{:0places$}", number + 1, number % 10),
        }
    } else {
        // In the smallest unit that there is.
        let units = (number as u128 + 1) % 10_u128.checked_pow(precision).unwrap_or(u128::MAX);
        scaled(&units.to_string(), scale)
    };
    number_of(&text)
}

/// Returns what a `numeric` holds at most and least.
pub(super) fn numerics(limits: Option<(u32, u32)>) -> Vec<Datum> {
    let texts = match limits {
        None => vec![
            "99999999999999999999.999999999999".to_owned(),
            "0".to_owned(),
            "-0.000000000000000001".to_owned(),
            "NaN".to_owned(),
        ],
        Some((precision, scale)) => {
            let nines = "9".repeat(usize::try_from(precision).unwrap_or(1));
            vec![
                scaled(&nines, scale),
                "0".to_owned(),
                format!("-{}", scaled("1", scale)),
                "NaN".to_owned(),
            ]
        }
    };
    texts.iter().map(|it| number_of(it)).collect()
}

/// Returns the ends of the type, and what is no number.
pub(super) fn floats(bits: u8) -> Vec<Datum> {
    let most = if bits == 32 { "3.4e38" } else { "1.7e308" };
    ["NaN", "0", "-Infinity", most, "-0", "Infinity", "1e-37"]
        .map(number_of)
        .to_vec()
}

pub(super) fn moneys() -> Vec<Datum> {
    ["92233720368547758.07", "0", "-0.01"]
        .map(number_of)
        .to_vec()
}

/// Returns so many bits.
pub(super) fn bits(length: usize, spot: &Spot<'_>) -> String {
    let chance = spot.chance();
    (0..length)
        .map(|it| {
            if chance.at(it).below(2) == 0 {
                '0'
            } else {
                '1'
            }
        })
        .collect()
}

pub(super) fn bit_edges(length: Option<usize>, varying: bool) -> Vec<Datum> {
    let length = length.unwrap_or(70);
    let mut edges = vec![
        Datum::Raw("1".repeat(length)),
        Datum::Raw("0".repeat(length)),
    ];
    if varying {
        edges.insert(0, Datum::Raw(String::new()));
    }
    edges
}

/// Puts a point so many digits from the end.
fn scaled(digits: &str, scale: u32) -> String {
    let scale = usize::try_from(scale).unwrap_or_default();
    if scale == 0 {
        return digits.to_owned();
    }
    let padded = format!("{digits:0>width$}", width = scale + 1);
    match padded.split_at_checked(padded.len() - scale) {
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => padded,
    }
}

fn number_of(text: &str) -> Datum {
    Number::of_text(text).map_or_else(|| Datum::Raw(text.to_owned()), Datum::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_kept() {
        assert_eq!(scaled("999", 2), "9.99");
        assert_eq!(scaled("1", 3), "0.001");
        assert_eq!(scaled("99", 2), "0.99");
        assert_eq!(scaled("7", 0), "7");
    }
}
