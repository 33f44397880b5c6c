//! Guesses what a column of text holds, from what it and its table are called.

use super::ends::ENDS;
use super::look::Look;
use super::name::words;
use super::tables::{known, of_rows};

/// Words behind what a column holds that say which of a few it is.
const WHICH: &[&str] = &[
    "1",
    "2",
    "3",
    "alt",
    "backup",
    "canonical",
    "current",
    "default",
    "en",
    "home",
    "lower",
    "new",
    "normalised",
    "normalized",
    "old",
    "original",
    "primary",
    "previous",
    "public",
    "raw",
    "secondary",
    "short",
    "value",
    "work",
];

/// Returns what a column's texts look like.
pub(crate) fn guess(table: &str, column: &str) -> Look {
    let table = words(table.rsplit('.').next().unwrap_or(table));
    let column_words = words(column);
    let column = column_words.join("_");
    let rows = table.last().and_then(|it| known(it));
    if let Some(look) = rows.and_then(|rows| of_rows(rows, &column)) {
        return look;
    }
    match column_words.as_slice() {
        [.., last] if matches!(last.as_str(), "number" | "no" | "ref" | "reference") => {
            let qualified = column_words.iter().rev().nth(1);
            if qualified.is_none_or(|it| !matches!(it.as_str(), "phone" | "mobile" | "fax" | "tel"))
            {
                return Look::Reference(letters(qualified.or(table.last())));
            }
            Look::Phone
        }
        [only] if matches!(only.as_str(), "name" | "title") => Look::Title,
        parts => by_end(parts).unwrap_or_else(|| match parts.last().map(String::as_str) {
            Some("name") => named_after(parts).unwrap_or(Look::Title),
            _ => Look::Plain(column),
        }),
    }
}

/// Returns the look of `customer_name`, which is that of a customer's name.
fn named_after(words: &[String]) -> Option<Look> {
    let owner = words.iter().rev().nth(1)?;
    of_rows(known(owner)?, "name")
}

/// Returns the look of the longest end of a name that is known, where words that
/// say which of a few it is don't count.
fn by_end(words: &[String]) -> Option<Look> {
    let mut words = words;
    while let Some((_, front)) = words.split_last() {
        for from in 0..words.len() {
            let end = words.get(from..).unwrap_or_default().join("_");
            let bare = end.trim_end_matches(|it: char| it.is_ascii_digit() || it == '_');
            for name in [end.as_str(), bare] {
                if let Ok(at) = ENDS.binary_search_by(|(known, _)| (*known).cmp(name)) {
                    return ENDS.get(at).map(|(_, look)| look.clone());
                }
            }
        }
        if !words.last().is_some_and(|it| WHICH.contains(&it.as_str())) {
            return None;
        }
        words = front;
    }
    None
}

/// Returns the first three letters as capitals, filled up with `X`.
fn letters(word: Option<&String>) -> [u8; 3] {
    let mut letters = word
        .map_or("REF", String::as_str)
        .bytes()
        .filter(u8::is_ascii_alphabetic);
    [(); 3].map(|()| letters.next().map_or(b'X', |it| it.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_in_order() {
        assert!(ENDS.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn columns_look_like_their_names() {
        for (table, column, look) in [
            ("public.products", "name", Look::ProductTitle),
            ("users", "name", Look::FullName),
            ("AppUsers", "name", Look::FullName),
            ("companies", "name", Look::Company),
            ("organizations", "name", Look::Company),
            ("shops", "name", Look::Company),
            ("teams", "name", Look::Company),
            ("tags", "name", Look::Category),
            ("categories", "name", Look::Category),
            ("projects", "name", Look::Title),
            ("posts", "title", Look::Title),
            ("employees", "title", Look::JobTitle),
            ("users", "email", Look::Email),
            ("users", "billing_email", Look::Email),
            ("users", "emailNormalized", Look::Email),
            ("users", "first_name", Look::FirstName),
            ("users", "lastName", Look::LastName),
            ("users", "phone_number", Look::Phone),
            ("users", "avatar_url", Look::ImageUrl),
            ("users", "role", Look::Word),
            ("orders", "customerName", Look::FullName),
            ("orders", "vendor_name", Look::Company),
            (
                "orders",
                "company_size",
                Look::Plain("company_size".to_owned()),
            ),
            ("users", "email2", Look::Email),
            ("users", "phone_home", Look::Phone),
            ("invoices", "number", Look::Reference(*b"INV")),
            ("payments", "order_number", Look::Reference(*b"ORD")),
            ("addresses", "state", Look::Region),
            ("orders", "state", Look::Status),
            ("orders", "shipping_address_line1", Look::Street),
            ("orders", "stripe_customer_id", Look::Token),
            ("countries", "code", Look::Country),
            ("countries", "name", Look::CountryName),
            ("currencies", "code", Look::Currency),
            ("commits", "sha1", Look::Hash(40)),
            ("sessions", "ip_address", Look::Ipv4),
            ("sessions", "user_agent", Look::UserAgent),
            ("articles", "description", Look::Paragraph),
            (
                "things",
                "strange_thing",
                Look::Plain("strange_thing".to_owned()),
            ),
            ("", "", Look::Plain(String::new())),
        ] {
            assert_eq!(guess(table, column), look, "{table}.{column}");
        }
    }
}
