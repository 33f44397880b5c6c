//! Values on one side of another, and how many of some are null.

use super::propose::{Patch, Want};
use super::{Comparison, Expr};
use crate::datum::{Datum, Moment, Number};
use crate::draw::Draw;

const HOUR: i64 = 3_600_000_000;

/// Returns values that compare so with one, the nearest first.
pub(super) fn near(comparison: Comparison, with: &Datum) -> Vec<Datum> {
    let up = match comparison {
        Comparison::Equal => return vec![with.clone()],
        Comparison::Greater | Comparison::GreaterOrEqual => 1,
        _ => -1,
    };
    let mut values = match comparison {
        Comparison::GreaterOrEqual | Comparison::LessOrEqual => vec![with.clone()],
        _ => Vec::new(),
    };
    match with {
        Datum::Int(value) => values.extend([1, 10, 1000].map(|it| Datum::Int(value + up * it))),
        Datum::Number(number) => {
            for step in [1.0, 0.5, 0.01, 100.0] {
                let signed = if up > 0 { step } else { -step };
                values.push(Datum::Number(Number::of(number.value + signed)));
            }
        }
        Datum::Moment(moment) if !moment.is_infinite() => {
            for step in [1, 24, 24 * 30] {
                let steps = step * HOUR * if up > 0 { 1 } else { -1 };
                values.push(Datum::Moment(Moment(moment.0.saturating_add(steps))));
            }
        }
        Datum::Clock(micros) => {
            for step in [HOUR, HOUR / 60] {
                let moved = micros + step * if up > 0 { 1 } else { -1 };
                if (0..=24 * HOUR).contains(&moved) {
                    values.push(Datum::Clock(moved));
                }
            }
        }
        Datum::Span(span) => {
            for step in [HOUR, 24 * HOUR] {
                values.push(Datum::Span(
                    span.plus_micros(step * if up > 0 { 1 } else { -1 }),
                ));
            }
        }
        Datum::Label(rank, _) => {
            let rank = if up > 0 {
                Some(rank + 1)
            } else {
                rank.checked_sub(1)
            };
            values.extend(rank.map(|it| Datum::Label(it, String::new())));
        }
        Datum::Bool(value) => values.push(Datum::Bool(!value)),
        _ => {}
    }
    values
}

/// Returns ways to leave so many of the arguments null, or not null.
pub(super) fn nulls(
    name: &str,
    arguments: &[Expr],
    comparison: Comparison,
    count: i128,
    draw: Draw,
) -> Vec<Patch> {
    let count = match comparison {
        Comparison::Equal | Comparison::GreaterOrEqual | Comparison::LessOrEqual => count,
        Comparison::Greater | Comparison::NotEqual => count + 1,
        Comparison::Less => count - 1,
    };
    let Ok(count) = usize::try_from(count) else {
        return Vec::new();
    };
    let first = draw.below(arguments.len());
    (0..arguments.len())
        .map(|shift| {
            let mut patch = Patch::new();
            for (n, argument) in arguments.iter().enumerate() {
                let counted = (n + arguments.len() - (first + shift) % arguments.len())
                    % arguments.len()
                    < count;
                let want = if counted == (name == "num_nonnulls") {
                    Want::NotNull
                } else {
                    Want::Null
                };
                patch.extend(argument.columns().into_iter().map(|it| (it, want.clone())));
            }
            patch
        })
        .collect()
}
