//! Values of every type: plain ones that most checks accept, and edge values.
//!
//! A value depends on the place that it is for and on nothing else. Plain
//! values of two rows differ wherever the type has enough of them.

mod collection;
mod domain;
mod number;
mod range;
mod samples;
mod text;
mod time;
mod words;

use serde_json::json;

use crate::datum::Datum;
use crate::draw::Draw;
use crate::types::ValueType;

/// How far apart the rows of one attempt are from those of the next.
const STRIDE: usize = 97;

/// The place that a value is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot<'a> {
    /// What the column is called: a hint at what it holds.
    pub(crate) name: &'a str,
    /// The column's point in the space of choices.
    pub(crate) draw: Draw,
    /// Which row.
    pub(crate) ordinal: usize,
    /// Which attempt at the row.
    pub(crate) salt: usize,
    /// Whether it must fit into an index.
    pub(crate) short: bool,
    /// Whether it is a key of its own, not to be given again by whoever counts
    /// from 1.
    pub(crate) key: bool,
}

impl Spot<'_> {
    /// Returns a number that no other row and attempt has.
    fn number(&self) -> usize {
        self.ordinal + self.salt * STRIDE
    }

    /// Returns the choice of this row and attempt.
    fn chance(&self) -> Draw {
        self.draw.at(self.number())
    }

    /// Returns the place of a part of the value.
    fn part(&self, n: usize) -> Self {
        Self {
            draw: self.draw.at(n),
            ordinal: self.ordinal + n,
            ..*self
        }
    }
}

/// Returns a value that most checks accept.
pub(crate) fn plain(of: &ValueType, spot: &Spot<'_>) -> Datum {
    let number = spot.number();
    match of {
        // Two rows each, so that neither goes with every other row.
        ValueType::Bool => Datum::Bool((number / 2).is_multiple_of(2)),
        ValueType::Int { bits } => number::integer(*bits, spot),
        ValueType::Float { .. } | ValueType::Money => number::fraction(None, spot),
        ValueType::Numeric(limits) => number::fraction(*limits, spot),
        ValueType::Text { longest, .. } => Datum::Text(text::plain(*longest, spot)),
        ValueType::Uuid => Datum::Text(text::uuid(spot.chance())),
        ValueType::Bytea => Datum::Raw(format!("\\x{}", spot.chance().hex(16))),
        ValueType::Date | ValueType::Timestamp => time::moment(of, spot),
        ValueType::Time => time::clock(spot),
        ValueType::Interval => time::span(spot),
        ValueType::Json => Datum::Json(json!({"name": format!("value {number}"), "n": number})),
        ValueType::Bits { length, .. } => Datum::Raw(number::bits(length.unwrap_or(8), spot)),
        ValueType::Enum(labels) => label(labels, number),
        ValueType::Array(element) => collection::list(element, spot),
        ValueType::Composite(fields) => collection::record(fields, spot),
        ValueType::Domain(it) => domain::value(it, plain(&it.base, spot), spot),
        ValueType::Range(subtype) => range::plain(subtype, spot),
        ValueType::Multirange(subtype) => range::several(subtype, spot),
        ValueType::Vector { dimensions } => collection::vector(*dimensions, spot),
        ValueType::Named(name) => samples::plain(name, spot),
    }
}

/// Returns values at the edges of the type, in a fixed order.
pub(crate) fn edges(of: &ValueType, spot: &Spot<'_>) -> Vec<Datum> {
    match of {
        ValueType::Bool | ValueType::Enum(_) => Vec::new(),
        ValueType::Int { bits } => number::integers(*bits),
        ValueType::Float { bits } => number::floats(*bits),
        ValueType::Numeric(limits) => number::numerics(*limits),
        ValueType::Money => number::moneys(),
        ValueType::Text { longest, .. } => text::edges(*longest, spot),
        ValueType::Uuid => text::uuids(),
        ValueType::Bytea => text::bytes(spot),
        ValueType::Date | ValueType::Timestamp => time::moments(of),
        ValueType::Time => time::clocks(),
        ValueType::Interval => time::spans(),
        ValueType::Json => vec![
            Datum::Json(json!({})),
            Datum::Json(json!(null)),
            Datum::Json(json!({"a": [1, -2.5, true, null], "ü": {"\"\\": "🎭"}, "": ""})),
            Datum::Json(json!([])),
            Datum::Json(json!("")),
            Datum::Json(json!(0)),
        ],
        ValueType::Bits { length, varying } => number::bit_edges(*length, *varying),
        ValueType::Array(element) => collection::lists(element, spot),
        ValueType::Composite(fields) => collection::records(fields, spot),
        ValueType::Domain(it) => edges(&it.base, spot)
            .into_iter()
            .filter(|edge| domain::surely_accepts(it, edge))
            .collect(),
        ValueType::Range(subtype) => range::edges(subtype, spot),
        ValueType::Multirange(_) => vec![Datum::Raw("{}".to_owned())],
        ValueType::Vector { dimensions } => collection::vectors(*dimensions),
        ValueType::Named(name) => samples::edges(name),
    }
}

/// Returns a label; over some rows, each of them.
fn label(labels: &[String], number: usize) -> Datum {
    // Of two labels each tenant gets both.
    let rank = match labels.len() {
        0 => return Datum::Null,
        few @ 1..=4 => number / 2 % few,
        many => number % many,
    };
    labels
        .get(rank)
        .map_or(Datum::Null, |it| Datum::Label(rank, it.clone()))
}
