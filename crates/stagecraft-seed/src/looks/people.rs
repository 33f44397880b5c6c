//! Texts that name people, and where they can be reached.

use super::draft::Draft;
use super::look::Look;
use super::row::RowLook;
use super::token::Token;
use crate::words::{DOMAINS, STREETS, nth};

/// Writes a name or an address of the row's person. Returns false when the look
/// is not one of these.
pub(super) fn write(
    look: &Look,
    row: &mut RowLook,
    number: Option<u64>,
    longest: Option<usize>,
    out: &mut String,
) -> bool {
    let token = number.map(|it| Token::of(it, look.base(longest)));
    match look {
        Look::FirstName | Look::LastName | Look::FullName => {
            let person = row.person();
            let mut draft = Draft::after(out, "");
            if *look != Look::LastName {
                draft.push(person.first);
            }
            if *look == Look::FullName {
                draft.push(" ");
            }
            if *look != Look::FirstName {
                draft.push(person.last);
            }
            draft.finish(token, " ", &[], longest);
        }
        Look::Email => {
            let person = row.person();
            let mut draft = Draft::after(out, "");
            draft.push(person.first_plain);
            draft.push(".");
            draft.push(person.last_plain);
            if let (None, Some(extra)) = (number, person.extra) {
                Token::of(extra, 10).push(draft.out);
            }
            let domain = nth(&DOMAINS, person.domain)
                .copied()
                .unwrap_or("example.com");
            draft.finish(token, ".", &["@", domain], longest);
        }
        Look::Username => {
            let person = row.person();
            let mut draft = Draft::after(out, "");
            draft.push(person.first_plain);
            draft.push("_");
            draft.push(person.last_plain);
            if let (None, Some(extra)) = (number, person.extra) {
                Token::of(extra, 10).push(draft.out);
            }
            draft.finish(token, "_", &[], longest);
        }
        Look::City | Look::Region => {
            let mut draft = Draft::after(out, "");
            if let Some(place) = row.place() {
                draft.push(if *look == Look::City {
                    place.name
                } else {
                    place.region
                });
            }
            draft.finish(token, " ", &[], longest);
        }
        Look::Street => {
            let street = row.cell.pick(&STREETS);
            // Small house numbers are more frequent.
            let house = row.cell.below(140) * row.cell.below(140) / 140;
            let mut draft = Draft::after(out, "");
            draft.push(street);
            let token = token.unwrap_or(Token::of(house + 1, 10));
            draft.finish(Some(token), " ", &[], longest);
        }
        _ => return false,
    }
    true
}
