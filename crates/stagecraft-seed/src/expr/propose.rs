//! What to change in a row so that a condition holds, or does not.

use super::compared::{both_null, compared, quantified};
use super::eval::{Branch, Truth};
use super::{Comparison, Expr, invert};
use crate::cell::Cell;
use crate::datum::Datum;
use crate::draw::Draw;

/// More ways than these are not tried at once.
pub(super) const MOST: usize = 32;
/// Of each part of a conjunction, so many ways are combined.
const MOST_PER_PART: usize = 4;

/// What a column should hold.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Want {
    Null,
    /// Any value.
    NotNull,
    /// Any value but the present one.
    Another,
    Is(Datum),
}

/// Changes to some columns of a row, to be made together.
pub(crate) type Patch = Vec<(usize, Want)>;

impl Expr {
    /// Returns ways to make the condition `wanted` on a row, best first; each
    /// has to be tried. One that changes nothing says that it is so already.
    pub(crate) fn proposals(&self, wanted: bool, row: &[Cell], draw: Draw) -> Vec<Patch> {
        if self.truth(row) == Truth::of(wanted) {
            return vec![Vec::new()];
        }
        let mut patches = match self {
            Self::Not(inner) => inner.proposals(!wanted, row, draw),
            Self::And(all) if wanted => joint(all, true, row, draw),
            Self::Or(all) if !wanted => joint(all, false, row, draw),
            Self::And(all) | Self::Or(all) => either(all, wanted, row, draw),
            Self::Compare(comparison, left, right) => {
                let comparison = if wanted {
                    *comparison
                } else {
                    comparison.negated()
                };
                compared(comparison, left, right, row, draw)
            }
            Self::Distinct(left, right) => {
                let comparison = if wanted {
                    Comparison::NotEqual
                } else {
                    Comparison::Equal
                };
                let mut patches = compared(comparison, left, right, row, draw);
                if !wanted {
                    patches.extend(both_null(left, right, row));
                }
                patches
            }
            Self::Quantified {
                comparison,
                all,
                left,
                list,
            } => quantified(*comparison, *all, left, list, wanted, row, draw),
            Self::IsNull(inner) => {
                if wanted {
                    invert::to_null(inner, row)
                } else {
                    invert::to_some(inner, row)
                }
            }
            Self::IsBool(inner, value) => inner.proposals(*value == wanted, row, draw),
            Self::Matches(inner, pattern) => {
                if wanted {
                    (0..3)
                        .filter_map(|it| pattern.sample(draw.at(it)))
                        .flat_map(|it| invert::to_value(inner, Datum::Text(it), row))
                        .collect()
                } else {
                    ["value", "1", "x y"]
                        .iter()
                        .filter(|it| !pattern.matches(it))
                        .flat_map(|it| invert::to_value(inner, Datum::text(*it), row))
                        .collect()
                }
            }
            Self::Case {
                operand,
                branches,
                otherwise,
            } => self.case(
                operand.as_deref(),
                branches,
                otherwise.as_deref(),
                wanted,
                row,
                draw,
            ),
            Self::Call(name, arguments) => invert::condition(name, arguments, wanted, row, draw),
            Self::Column(_) | Self::Cast(..) => invert::to_value(self, Datum::Bool(wanted), row),
            Self::Const(_) | Self::Array(_) | Self::Opaque(_) => Vec::new(),
        };
        if patches.is_empty() {
            patches.extend(another(self));
        }
        patches.truncate(MOST);
        patches
    }

    /// Stays in the branch that applies, or goes to another.
    fn case(
        &self,
        operand: Option<&Self>,
        branches: &[(Self, Self)],
        otherwise: Option<&Self>,
        wanted: bool,
        row: &[Cell],
        draw: Draw,
    ) -> Vec<Patch> {
        let mut patches = match self.branch(row) {
            Branch::Taken(branch) => branch.proposals(wanted, row, draw),
            _ => Vec::new(),
        };
        for (n, (when, then)) in branches.iter().enumerate() {
            let applies = match operand {
                None => when.clone(),
                Some(operand) => Self::Compare(
                    Comparison::Equal,
                    Box::new(operand.clone()),
                    Box::new(when.clone()),
                ),
            };
            let then = if wanted {
                then.clone()
            } else {
                Self::Not(Box::new(then.clone()))
            };
            patches.extend(joint(&[applies, then], true, row, draw.at(n)));
        }
        if let (Some(operand), Some(_)) = (operand, otherwise) {
            patches.extend(another(operand));
        }
        patches
    }

    /// Returns whether it is a condition: true, false or null.
    pub(super) fn is_condition(&self) -> bool {
        matches!(
            self,
            Self::Not(_)
                | Self::And(_)
                | Self::Or(_)
                | Self::Compare(..)
                | Self::Distinct(..)
                | Self::Quantified { .. }
                | Self::IsNull(_)
                | Self::IsBool(..)
                | Self::Matches(..)
        )
    }
}

/// One of the conditions is enough.
fn either(all: &[Expr], wanted: bool, row: &[Cell], draw: Draw) -> Vec<Patch> {
    let ways: Vec<Vec<Patch>> = all
        .iter()
        .enumerate()
        .map(|(n, it)| it.proposals(wanted, row, draw.at(n)))
        .collect();
    in_turn(&ways, draw.below(ways.len()))
}

/// All of the conditions have to be.
fn joint(all: &[Expr], wanted: bool, row: &[Cell], draw: Draw) -> Vec<Patch> {
    let mut patches = vec![Patch::new()];
    for (n, condition) in all.iter().enumerate() {
        let mut longer = Vec::new();
        for patch in &patches {
            let changed = imagined(row, patch);
            let mut ways = condition.proposals(wanted, &changed, draw.at(n));
            if condition.truth(&changed) == Truth::Unknown {
                ways.insert(0, Patch::new());
            }
            // What earlier parts settled stays, if it can.
            ways.sort_by_key(|way| {
                let again = |(column, _): &&(usize, Want)| patch.iter().any(|it| it.0 == *column);
                way.iter().filter(again).count()
            });
            for way in ways.into_iter().take(MOST_PER_PART) {
                let mut joined = patch.clone();
                joined.retain(|(column, _)| way.iter().all(|(other, _)| other != column));
                joined.extend(way);
                longer.push(joined);
            }
        }
        longer.truncate(MOST);
        patches = longer;
    }
    patches
}

/// Returns the row as a patch would leave it, as far as that is known.
fn imagined(row: &[Cell], patch: &Patch) -> Vec<Cell> {
    let mut row = row.to_vec();
    for (column, want) in patch {
        if let Some(cell) = row.get_mut(*column) {
            *cell = match want {
                Want::Null => Cell::Value(Datum::Null),
                Want::Is(datum) => Cell::Value(datum.clone()),
                Want::NotNull if cell.is_null() => Cell::Something,
                Want::NotNull => continue,
                Want::Another => Cell::Unknown,
            };
        }
    }
    row
}

/// Takes the first way of each, then the second of each, …
pub(super) fn in_turn(ways: &[Vec<Patch>], first: usize) -> Vec<Patch> {
    let longest = ways.iter().map(Vec::len).max().unwrap_or_default();
    let mut patches = Vec::new();
    for rank in 0..longest {
        for n in 0..ways.len() {
            let way = ways.get((n + first) % ways.len());
            patches.extend(way.and_then(|it| it.get(rank)).cloned());
        }
    }
    patches
}

/// Returns the change to try when nothing better is known.
pub(super) fn another(of: &Expr) -> Option<Patch> {
    let column = of.columns().into_iter().next()?;
    Some(vec![(column, Want::Another)])
}
