//! What to change in a row so that a comparison holds.

use super::eval::Truth;
use super::propose::{MOST, Patch, another, in_turn};
use super::{Comparison, Expr, invert};
use crate::cell::Cell;
use crate::datum::Datum;
use crate::draw::Draw;

/// Changes one side or the other.
pub(super) fn compared(
    comparison: Comparison,
    left: &Expr,
    right: &Expr,
    row: &[Cell],
    draw: Draw,
) -> Vec<Patch> {
    let left_first = one_side(comparison, left, right, row, draw);
    let right_first = one_side(comparison.turned(), right, left, row, draw);
    let mut patches = in_turn(&[left_first, right_first], 0);
    patches.truncate(MOST / 2);
    // Both may be at the end of their type.
    patches.extend(another(left));
    patches.extend(another(right));
    patches
}

/// Changes one side of a comparison.
fn one_side(
    comparison: Comparison,
    side: &Expr,
    other: &Expr,
    row: &[Cell],
    draw: Draw,
) -> Vec<Patch> {
    if side.is_condition() || other.is_condition() {
        let same = match comparison {
            Comparison::Equal => true,
            Comparison::NotEqual => false,
            _ => return Vec::new(),
        };
        return match other.truth(row) {
            Truth::True => side.proposals(same, row, draw),
            Truth::False => side.proposals(!same, row, draw),
            Truth::Null | Truth::Unknown => Vec::new(),
        };
    }
    match other.eval(row) {
        Some(Datum::Null) => invert::to_some(other, row),
        Some(value) => invert::to_compare(side, comparison, &value, row, draw),
        None => Vec::new(),
    }
}

/// Makes both sides null.
pub(super) fn both_null(left: &Expr, right: &Expr, row: &[Cell]) -> Vec<Patch> {
    let right = invert::to_null(right, row);
    invert::to_null(left, row)
        .into_iter()
        .flat_map(|left| {
            right.iter().map(move |right| {
                let mut both = left.clone();
                both.extend(right.clone());
                both
            })
        })
        .collect()
}

/// Changes what is compared with the items of a list.
pub(super) fn quantified(
    comparison: Comparison,
    all: bool,
    left: &Expr,
    list: &Expr,
    wanted: bool,
    row: &[Cell],
    draw: Draw,
) -> Vec<Patch> {
    let Some(Datum::List(items)) = list.eval(row) else {
        return Vec::new();
    };
    let comparison = if wanted {
        comparison
    } else {
        comparison.negated()
    };
    if all == wanted {
        // All of them at once: only where one value settles it.
        return match comparison {
            Comparison::NotEqual => another(left).into_iter().collect(),
            _ => items
                .iter()
                .flat_map(|it| invert::to_compare(left, comparison, it, row, draw))
                .collect(),
        };
    }
    let first = draw.below(items.len());
    (0..items.len())
        .filter_map(|n| items.get((n + first) % items.len()))
        .filter(|it| !it.is_null())
        .flat_map(|it| invert::to_compare(left, comparison, it, row, draw))
        .collect()
}
