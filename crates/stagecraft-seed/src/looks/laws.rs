//! What holds of every look.

use std::collections::BTreeSet;

use super::{Look, RowLook};
use crate::random::{Key, Stream};

fn all() -> Vec<Look> {
    Look::names()
        .filter_map(Look::named)
        .chain([
            Look::Plain("internal_note".to_owned()),
            Look::Hash(8),
            Look::Hash(3),
            Look::Reference(*b"INV"),
        ])
        .collect()
}

fn write(look: &Look, row: u64, number: Option<u64>, longest: Option<usize>) -> String {
    let cell = Stream::new(Key::of(1, &format!("users.{look:?}")), row, 0);
    let mut row = RowLook::new(cell, Stream::new(Key::of(1, "users"), row, 0));
    let mut out = String::from("x");
    look.write(&mut row, number, longest, &mut out);
    assert_eq!(out.remove(0), 'x');
    out
}

fn numbers(up_to: u64) -> impl Iterator<Item = u64> {
    let large = (1..100_u64).map(|it| (1 << 40) - it * 3_141_592_653);
    (0..up_to).chain(large)
}

#[test]
fn distinct_numbers_make_distinct_texts() {
    for look in all() {
        let domain = look.domain(None);
        let mut seen = BTreeSet::new();
        for number in numbers(20_000).filter(|it| *it < domain) {
            let text = write(&look, number / 3, Some(number), None);
            assert!(!text.is_empty() && !text.contains('\n'), "{look:?}");
            assert!(seen.insert(text), "{look:?} {number}");
        }
    }
}

#[test]
fn texts_are_short_enough_and_still_distinct() {
    for look in all() {
        for longest in 0..=40 {
            let domain = look.domain(Some(longest));
            let mut seen = BTreeSet::new();
            for number in numbers(700) {
                let text = write(&look, number / 3, Some(number), Some(longest));
                assert!(
                    text.chars().count() <= longest,
                    "{look:?} {longest}: {text}"
                );
                assert_eq!(text.trim(), text, "{look:?}");
                if number < domain {
                    assert!(seen.insert(text), "{look:?} {longest} {number}");
                }
            }
            for row in 0..50 {
                let text = write(&look, row, None, Some(longest));
                assert!(
                    text.chars().count() <= longest,
                    "{look:?} {longest}: {text}"
                );
            }
        }
    }
}

#[test]
fn addresses_and_names_for_programs_are_in_lower_case() {
    for look in [
        Look::Email,
        Look::Username,
        Look::Slug,
        Look::Domain,
        Look::Url,
    ] {
        for row in 0..2_000 {
            for number in [None, Some(row)] {
                let text = write(&look, row, number, None);
                assert_eq!(text, text.to_lowercase());
                assert!(text.is_ascii());
            }
        }
    }
}

#[test]
fn a_row_is_about_one_person_in_one_place() {
    for row in 0..500 {
        let text = |look| write(&look, row, None, None);
        let (first, last) = (text(Look::FirstName), text(Look::LastName));
        assert_eq!(text(Look::FullName), format!("{first} {last}"));
        let user = text(Look::Username);
        let email = text(Look::Email);
        assert_eq!(email.split('@').next().unwrap().replace('.', "_"), user);
        if first.is_ascii() && last.is_ascii() {
            let name = format!("{first}_{last}").to_lowercase();
            assert!(user.starts_with(&name), "{user} {name}");
        }
        let country = text(Look::Country);
        assert!(text(Look::Locale).ends_with(&country));
        let city = text(Look::City);
        let found = crate::words::CITIES.iter().any(|it| {
            it.name == city && it.country.code == country && it.region == text(Look::Region)
        });
        assert!(found, "{city} {country}");
    }
}

#[test]
fn columns_disguise_the_same_number_differently() {
    for look in all() {
        let write = |column: &str| {
            let cell = Stream::new(Key::of(1, column), 0, 0);
            let mut row = RowLook::new(cell, Stream::new(Key::of(1, "users"), 0, 0));
            let mut out = String::new();
            look.write(&mut row, Some(12_345), None, &mut out);
            out.chars().take(12).collect::<String>()
        };
        let coded = matches!(
            look,
            Look::Code | Look::Colour | Look::Ipv4 | Look::Hash(8..) | Look::Token | Look::Uuid
        );
        assert!(
            !coded || write("users.one") != write("users.other"),
            "{look:?}"
        );
    }
}

#[test]
fn lengths_are_those_of_life() {
    for row in 0..2_000 {
        let words = |look| write(&look, row, None, None).split(' ').count();
        assert!((2..=6).contains(&words(Look::Title)));
        assert!((2..=3).contains(&words(Look::ProductTitle)));
        assert!((5..=15).contains(&words(Look::Sentence)));
        let sentences = write(&Look::Paragraph, row, None, None)
            .matches('.')
            .count();
        assert!((1..=4).contains(&sentences));
    }
}

/// A change of these is a change of everyone's data: a new engine version.
#[test]
fn texts_are_frozen() {
    let mut text = String::new();
    for look in all() {
        text.push_str(&format!("{look:?}\n"));
        for row in 0..5 {
            text.push_str(&format!("    {}\n", write(&look, row, None, None)));
        }
        for number in [7, 1_234_567] {
            text.push_str(&format!("  # {}\n", write(&look, 5, Some(number), None)));
        }
        let number = Some(1_234_567);
        text.push_str(&format!("  < {}\n", write(&look, 5, number, Some(16))));
    }
    insta::assert_snapshot!(text);
}
