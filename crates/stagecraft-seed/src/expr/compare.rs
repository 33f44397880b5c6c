//! How values compare, as far as that does not depend on the server.

use std::cmp::Ordering;

use super::Comparison;
use crate::datum::Datum;

/// Returns whether two values that are no nulls are equal.
pub(crate) fn equal(left: &Datum, right: &Datum) -> Option<bool> {
    if let (Some(one), Some(other)) = (left.as_text(), right.as_text()) {
        // What is known as text only may be written in several ways.
        let raw = matches!(left, Datum::Raw(_)) || matches!(right, Datum::Raw(_));
        return (one == other || !raw).then_some(one == other);
    }
    match (left, right) {
        (Datum::List(left), Datum::List(right)) => {
            if left.len() != right.len() {
                return Some(false);
            }
            let mut all = Some(true);
            for (left, right) in left.iter().zip(right) {
                match (left.is_null(), right.is_null()) {
                    (true, true) => {}
                    (false, false) => match equal(left, right) {
                        Some(true) => {}
                        Some(false) => return Some(false),
                        None => all = None,
                    },
                    _ => return Some(false),
                }
            }
            all
        }
        (Datum::Json(left), Datum::Json(right)) => Some(left == right),
        _ => order(left, right).map(Ordering::is_eq),
    }
}

/// Returns how two values that are no nulls are ordered. Of texts it is known
/// only that equal ones are: collations differ.
pub(super) fn order(left: &Datum, right: &Datum) -> Option<Ordering> {
    match (left, right) {
        (Datum::Bool(left), Datum::Bool(right)) => Some(left.cmp(right)),
        (Datum::Int(left), Datum::Int(right)) => Some(left.cmp(right)),
        (Datum::Moment(left), Datum::Moment(right)) => Some(left.cmp(right)),
        (Datum::Clock(left), Datum::Clock(right)) => Some(left.cmp(right)),
        (Datum::Span(left), Datum::Span(right)) => Some(left.length().cmp(&right.length())),
        (Datum::Label(left, _), Datum::Label(right, _)) => Some(left.cmp(right)),
        (Datum::Int(_) | Datum::Number(_), Datum::Int(_) | Datum::Number(_)) => {
            let (left, right) = (left.as_number()?, right.as_number()?);
            // NaN is greater than every number.
            Some(match (left.is_nan(), right.is_nan()) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => left.partial_cmp(&right)?,
            })
        }
        _ => {
            let (left, right) = (left.as_text()?, right.as_text()?);
            (left == right).then_some(Ordering::Equal)
        }
    }
}

/// Returns whether a comparison holds of two values that are no nulls.
pub(super) fn holds(comparison: Comparison, left: &Datum, right: &Datum) -> Option<bool> {
    match comparison {
        Comparison::Equal => equal(left, right),
        Comparison::NotEqual => equal(left, right).map(|it| !it),
        Comparison::Less => order(left, right).map(Ordering::is_lt),
        Comparison::LessOrEqual => order(left, right).map(Ordering::is_le),
        Comparison::Greater => order(left, right).map(Ordering::is_gt),
        Comparison::GreaterOrEqual => order(left, right).map(Ordering::is_ge),
    }
}
