//! Texts that are a number in disguise: hashes, addresses of hosts, telephone
//! numbers, codes.

use super::draft::{Draft, bare};
use super::look::Look;
use super::row::RowLook;
use super::token::{Token, power, scatter, scramble};

/// How many schedules there are: a minute of a day, every day or on one day of
/// the month.
pub(super) const CRONS: u64 = 1_440 * 29;

/// Digits of which a number takes as few as it can; the last have room for 2^40.
const PHONE: &[usize] = &[7, 9, 13];
const POSTAL: &[usize] = &[5, 7, 10, 13];
const CODE: &[usize] = &[6, 9, 12];

/// Writes the text of the number, and of a drawn one when there is none.
/// Returns false when the look is not one of these.
pub(super) fn write(
    look: &Look,
    row: &mut RowLook,
    number: Option<u64>,
    longest: Option<usize>,
    out: &mut String,
) -> bool {
    let start = out.len();
    let salt = row.cell.salt();
    let mut number_below = |size: u64| number.unwrap_or_else(|| row.cell.below(size));
    let base = look.base(longest);
    let number = match look {
        Look::Hash(digits) => {
            hash((*digits).min(longest.unwrap_or(*digits)), row, number, out);
            return true;
        }
        Look::Token => {
            token(longest.unwrap_or(32).min(32), row, number, out);
            return true;
        }
        Look::Phone => {
            let number = number_below(power(10, 9));
            let dial = row.place().map_or("49", |it| it.country.dial);
            tiers("+", dial, PHONE, salt, Token::of(number, 10), longest, out);
            return true;
        }
        Look::PostalCode => {
            let token = Token::of(number_below(power(10, 5)), 10);
            tiers("", "", POSTAL, salt, token, longest, out);
            return true;
        }
        Look::Code => {
            let token = Token::of(number_below(power(36, 6)), 36).upper();
            tiers("", "", CODE, salt, token, longest, out);
            return true;
        }
        Look::Reference(letters) => {
            let number = number_below(1_000_000);
            let draft = Draft::after(out, "");
            for letter in letters {
                draft.out.push(char::from(*letter));
            }
            let token = Token::of(number, 10).wide(6);
            draft.finish(Some(token), "-", &[], longest);
            return true;
        }
        Look::Number => {
            let number = number_below(1_000_000);
            Token::of(number, 10).push(out);
            number
        }
        Look::Version => {
            let number = number_below(5_000);
            for (part, after) in [(1 + number / 2_500, "."), (number / 50 % 50, ".")] {
                Token::of(part, 10).push(out);
                out.push_str(after);
            }
            Token::of(number % 50, 10).push(out);
            number
        }
        Look::Cron => {
            let number = number_below(1_440) % CRONS;
            cron(number, out);
            number
        }
        Look::Colour => {
            let number = number_below(1 << 24);
            out.push('#');
            Token::of(scramble(number, 24, salt), 16).wide(6).push(out);
            number
        }
        Look::Ipv4 => {
            let number = number_below(1 << 24);
            let bits = scramble(number, 24, salt);
            out.push_str("10");
            for part in [bits >> 16, (bits >> 8) & 0xff, bits & 0xff] {
                out.push('.');
                Token::of(part, 10).push(out);
            }
            number
        }
        Look::Ipv6 => {
            let number = number_below(1 << 48);
            let bits = scramble(number, 48, salt);
            out.push_str("2001:db8");
            for part in [bits >> 32, (bits >> 16) & 0xffff, bits & 0xffff] {
                out.push(':');
                Token::of(part, 16).push(out);
            }
            out.push_str("::1");
            number
        }
        Look::Uuid => {
            let number = number_below(1 << 60);
            uuid(scramble(number, 60, salt), row.cell.bits(), out);
            number
        }
        _ => return false,
    };
    if let Some(longest) = longest
        && out.len() - start > longest
    {
        out.truncate(start);
        bare(Token::of(number, base), longest, out);
    }
    true
}

/// Writes as many digits as the number needs of a few choices. The length tells
/// numbers of different choices apart.
fn tiers(
    plus: &str,
    lead: &str,
    widths: &[usize],
    salt: u64,
    token: Token,
    longest: Option<usize>,
    out: &mut String,
) {
    let last = widths.last().copied().unwrap_or(1);
    let enough = |width: &&usize| token.number < power(token.base, **width);
    let width = widths.iter().find(enough).copied().unwrap_or(last);
    if let Some(longest) = longest
        && plus.len() + lead.len() + width > longest
    {
        return bare(token, longest, out);
    }
    out.push_str(plus);
    out.push_str(lead);
    let number = scatter(token.number, power(token.base, width), salt);
    Token { number, ..token }.wide(width).push(out);
}

fn hash(digits: usize, row: &mut RowLook, number: Option<u64>, out: &mut String) {
    let first = digits.min(16);
    let mut bits = number.unwrap_or_else(|| row.cell.bits());
    let mut left = digits;
    let mut width = first;
    if let (Some(number), Ok(width)) = (number, u32::try_from(first * 4)) {
        bits = scramble(number, width, row.cell.salt());
    }
    while left > 0 {
        let mask = u64::MAX >> (64 - 4 * width.clamp(1, 16));
        Token::of(bits & mask, 16).wide(width).push(out);
        left -= width;
        width = left.min(16);
        bits = row.cell.bits();
    }
}

fn token(digits: usize, row: &mut RowLook, number: Option<u64>, out: &mut String) {
    let number = number.unwrap_or_else(|| row.cell.bits());
    if digits < 13 {
        if digits > 0 {
            let number = scatter(number, power(36, digits), row.cell.salt());
            Token::of(number, 36).wide(digits).push(out);
        }
        return;
    }
    Token::of(scramble(number, 64, row.cell.salt()), 36)
        .wide(13)
        .push(out);
    let mut left = digits - 13;
    while left > 0 {
        let width = left.min(10);
        let number = row.cell.below(power(36, width));
        Token::of(number, 36).wide(width).push(out);
        left -= width;
    }
}

fn cron(number: u64, out: &mut String) {
    Token::of(number * 7 % 60, 10).push(out);
    out.push(' ');
    Token::of(number / 60 % 24, 10).push(out);
    match number / 1_440 {
        0 => out.push_str(" * * *"),
        day => {
            out.push(' ');
            Token::of(day, 10).push(out);
            out.push_str(" * *");
        }
    }
}

/// Writes a UUID of version 4 with 60 bits that count and 62 that don't.
pub(super) fn uuid(high: u64, low: u64, out: &mut String) {
    let parts = [
        (high >> 28, 8, "-"),
        ((high >> 12) & 0xffff, 4, "-4"),
        (high & 0xfff, 3, "-"),
        (0x8000 | (low >> 50), 4, "-"),
        (low & 0xffff_ffff_ffff, 12, ""),
    ];
    for (bits, width, after) in parts {
        Token::of(bits, 16).wide(width).push(out);
        out.push_str(after);
    }
}
