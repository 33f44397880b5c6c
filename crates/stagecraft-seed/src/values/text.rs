//! Text, uuids and bytes.

use super::{Spot, words};
use crate::datum::Datum;
use crate::draw::Draw;

/// Longer values are moved out of the row.
const OUT_OF_LINE: usize = 2600;

/// Returns a text that looks like what the column's name says.
pub(super) fn plain(longest: Option<usize>, spot: &Spot<'_>) -> String {
    let longest = longest.unwrap_or(usize::MAX);
    let text = words::like(spot);
    if text.chars().count() <= longest {
        return text;
    }
    let number = spot.number();
    match longest {
        0 => String::new(),
        1..=5 => code(number, longest),
        _ => format!(
            "{}{}",
            code(number, 3),
            spot.chance().hex((longest - 3).min(12))
        ),
    }
}

/// Returns a number in 26 letters, of exactly that length.
fn code(mut number: usize, length: usize) -> String {
    let mut letters = Vec::with_capacity(length);
    for _ in 0..length {
        let letter = u8::try_from(number % 26).unwrap_or_default();
        letters.push(char::from(b'a' + letter));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// Returns texts that programs get wrong.
pub(super) fn edges(longest: Option<usize>, spot: &Spot<'_>) -> Vec<Datum> {
    let mut edges = vec![
        String::new(),
        "Zoë 'quote' \"double\" back\\slash $$ %s 👩‍👩‍👧 ﷽".to_owned(),
        " two  spaces, a\ttab\r\nand a line ".to_owned(),
        "null".to_owned(),
        "-- '; select 1 /*".to_owned(),
    ];
    match longest {
        Some(longest) if longest <= 300 => edges.push("é".repeat(longest)),
        _ if spot.short => edges.push("é".repeat(300)),
        _ => edges.insert(1, spot.chance().hex(OUT_OF_LINE)),
    }
    let longest = longest.unwrap_or(usize::MAX);
    edges
        .into_iter()
        .filter(|it| it.chars().count() <= longest)
        .map(Datum::Text)
        .collect()
}

/// Returns a uuid of version 4.
pub(super) fn uuid(draw: Draw) -> String {
    let low = draw.at(1).bits();
    let high = draw.at(0).bits();
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0x0fff,
        ((low >> 48) & 0x3fff) | 0x8000,
        low & 0xffff_ffff_ffff
    )
}

pub(super) fn uuids() -> Vec<Datum> {
    vec![
        Datum::text("00000000-0000-0000-0000-000000000000"),
        Datum::text("ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ]
}

pub(super) fn bytes(spot: &Spot<'_>) -> Vec<Datum> {
    let mut edges = vec![
        Datum::Raw("\\x".to_owned()),
        Datum::Raw("\\x00ff5c2700".to_owned()),
    ];
    if !spot.short {
        edges.push(Datum::Raw(format!(
            "\\x{}",
            spot.chance().hex(2 * OUT_OF_LINE)
        )));
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_differ_too() {
        let spot = |ordinal| Spot {
            name: "title",
            draw: Draw::of(1),
            ordinal,
            salt: 0,
            short: false,
            key: false,
        };
        for longest in [1, 2, 6, 20] {
            let texts: std::collections::BTreeSet<_> =
                (0..20).map(|it| plain(Some(longest), &spot(it))).collect();
            assert_eq!(texts.len(), 20, "{texts:?}");
            assert!(texts.iter().all(|it| it.chars().count() <= longest));
        }
        let uuid = uuid(Draw::of(3));
        assert_eq!(uuid.len(), 36, "{uuid}");
    }
}
