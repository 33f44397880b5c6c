//! Texts with placeholders, filled in for a row.

use jiff::civil::Date;
use stagecraft_copy::Value;
use stagecraft_model::Ident;

use super::convert;
use super::domain;
use super::draws::Shape;
use super::own::DAY;
use crate::datum::Moment;
use crate::profile::{Part, Template};
use crate::random::Stream;
use crate::types::ValueType;
use crate::words;

/// What placeholders stand for in a row.
#[derive(Clone, Copy)]
pub(crate) struct Filling<'a> {
    /// A number that no other row of the table has.
    pub(crate) number: u64,
    pub(crate) tenant: u64,
    /// What another column of the row holds.
    pub(crate) other: &'a dyn Fn(&Ident) -> Value,
}

/// Writes a value of a type from a text with placeholders.
pub(crate) fn value(
    template: &Template,
    of: &ValueType,
    stream: &mut Stream,
    filling: Filling<'_>,
    into: &mut Value,
) {
    write(template, stream, filling, into.text_slot());
    if let Value::Text(written) = &*into
        && !matches!(of.base(), ValueType::Text { .. } | ValueType::Json)
    {
        *into = convert::from_text(written, of);
    }
}

/// Writes a text with its placeholders filled in.
fn write(template: &Template, stream: &mut Stream, of: Filling<'_>, into: &mut String) {
    for part in &template.parts {
        match part {
            Part::Text(text) => into.push_str(text),
            Part::Number => into.push_str(&of.number.to_string()),
            Part::Tenant => into.push_str(&of.tenant.to_string()),
            Part::Hex(digits) => {
                let mut left = usize::from(*digits);
                while left > 0 {
                    let block = format!("{:016x}", stream.bits());
                    let taken = left.min(block.len());
                    into.push_str(block.get(..taken).unwrap_or_default());
                    left -= taken;
                }
            }
            Part::Word => into.push_str(words::nth(&words::NOUNS, stream.bits()).unwrap_or(&"")),
            Part::Int { min, max } => into.push_str(&stream.between(*min, *max).to_string()),
            Part::Decimal { min, max, scale } => {
                let value = min + (max - min) * stream.unit();
                into.push_str(&format!("{value:.*}", usize::from(*scale)));
            }
            Part::Day { from, to } => {
                let since = |it: &Date| {
                    let days = it.since(Date::constant(2000, 1, 1));
                    days.map_or(0, |it| i64::from(it.get_days()))
                };
                let drawn = stream.between(since(from), since(to));
                into.push_str(&moment(drawn.saturating_mul(DAY)).date());
            }
            Part::After { column, at_most } => {
                let after = match (of.other)(column) {
                    Value::Timestamp(at) => at,
                    Value::Date(day) => i64::from(day) * DAY,
                    _ => continue,
                };
                let later = after.saturating_add(Shape::Falling.between(
                    stream,
                    1,
                    domain::whole(at_most * 1e6),
                ));
                into.push_str(&moment(later).timestamp());
            }
            Part::Pick(choices) => {
                let count = u64::try_from(choices.len()).unwrap_or_default();
                let at = usize::try_from(stream.below(count)).unwrap_or_default();
                into.push_str(choices.get(at).map_or("", String::as_str));
            }
        }
    }
}

fn moment(since_2000: i64) -> Moment {
    Moment(since_2000.saturating_add(convert::EPOCH))
}
