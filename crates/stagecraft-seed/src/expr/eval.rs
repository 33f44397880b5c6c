//! What an expression is of a row.

use super::{Comparison, Expr, calls, compare};
use crate::cell::Cell;
use crate::datum::{Datum, coerce};

/// What a condition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    /// SQL's null.
    Null,
    /// Only the server knows.
    Unknown,
}

impl Truth {
    pub(crate) fn of(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    fn known(value: Option<bool>) -> Self {
        value.map_or(Self::Unknown, Self::of)
    }

    fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            other => other,
        }
    }
}

/// Which branch of a `CASE` applies.
pub(super) enum Branch<'e> {
    Taken(&'e Expr),
    /// None, so it is null.
    None,
    Unknown,
}

impl Expr {
    /// Returns the value of the expression; nothing where that is not known.
    pub(crate) fn eval(&self, row: &[Cell]) -> Option<Datum> {
        match self {
            Self::Column(n) => row.get(*n)?.known().cloned(),
            Self::Const(datum) => Some(datum.clone()),
            Self::Array(items) => {
                let items = items.iter().map(|it| it.eval(row)).collect::<Option<_>>()?;
                Some(Datum::List(items))
            }
            Self::Cast(inner, to) => coerce(inner.eval(row)?, to),
            Self::Not(_)
            | Self::And(_)
            | Self::Or(_)
            | Self::Compare(..)
            | Self::Distinct(..)
            | Self::Quantified { .. }
            | Self::IsNull(_)
            | Self::IsBool(..)
            | Self::Matches(..) => match self.truth(row) {
                Truth::True => Some(Datum::Bool(true)),
                Truth::False => Some(Datum::Bool(false)),
                Truth::Null => Some(Datum::Null),
                Truth::Unknown => None,
            },
            Self::Call(name, arguments) => {
                let arguments: Vec<_> = arguments.iter().map(|it| it.eval(row)).collect();
                calls::value(name, &arguments)
            }
            Self::Case { .. } => match self.branch(row) {
                Branch::Taken(branch) => branch.eval(row),
                Branch::None => Some(Datum::Null),
                Branch::Unknown => None,
            },
            Self::Opaque(_) => None,
        }
    }

    /// Returns what a condition is of a row.
    pub(crate) fn truth(&self, row: &[Cell]) -> Truth {
        match self {
            Self::Not(inner) => inner.truth(row).negated(),
            Self::And(all) => connect(all, row, false),
            Self::Or(all) => connect(all, row, true),
            Self::Compare(comparison, left, right) => {
                // One null is enough, whatever the other side is.
                match (left.eval(row), right.eval(row)) {
                    (Some(Datum::Null), _) | (_, Some(Datum::Null)) => Truth::Null,
                    (Some(left), Some(right)) => {
                        Truth::known(compare::holds(*comparison, &left, &right))
                    }
                    _ => Truth::Unknown,
                }
            }
            Self::Distinct(left, right) => match (left.eval(row), right.eval(row)) {
                (Some(Datum::Null), Some(Datum::Null)) => Truth::False,
                (Some(Datum::Null), Some(_)) | (Some(_), Some(Datum::Null)) => Truth::True,
                (Some(left), Some(right)) => Truth::known(compare::equal(&left, &right)).negated(),
                _ => Truth::Unknown,
            },
            Self::Quantified {
                comparison,
                all,
                left,
                list,
            } => match (left.eval(row), list.eval(row)) {
                (Some(left), Some(list)) => quantified(*comparison, *all, &left, &list),
                _ => Truth::Unknown,
            },
            Self::IsNull(inner) => match inner.as_ref() {
                Self::Column(n) if row.get(*n) == Some(&Cell::Something) => Truth::False,
                inner => Truth::known(inner.eval(row).map(|it| it.is_null())),
            },
            Self::IsBool(inner, wanted) => match inner.truth(row) {
                Truth::Unknown => Truth::Unknown,
                truth => Truth::of(truth == Truth::of(*wanted)),
            },
            Self::Matches(inner, pattern) => match inner.eval(row) {
                Some(Datum::Null) => Truth::Null,
                Some(datum) => Truth::known(datum.as_text().map(|it| pattern.matches(it))),
                None => Truth::Unknown,
            },
            _ => match self.eval(row) {
                Some(Datum::Null) => Truth::Null,
                Some(Datum::Bool(value)) => Truth::of(value),
                _ => Truth::Unknown,
            },
        }
    }

    /// Returns whether a check refuses the row, as far as is known.
    pub(crate) fn refuses(&self, row: &[Cell]) -> bool {
        self.truth(row) == Truth::False
    }

    /// Returns the branch of a `CASE` that applies.
    pub(super) fn branch(&self, row: &[Cell]) -> Branch<'_> {
        let Self::Case {
            operand,
            branches,
            otherwise,
        } = self
        else {
            return Branch::Unknown;
        };
        for (when, then) in branches {
            let applies = match operand {
                None => when.truth(row),
                Some(operand) => match (operand.eval(row), when.eval(row)) {
                    (Some(Datum::Null), _) | (_, Some(Datum::Null)) => Truth::Null,
                    (Some(operand), Some(when)) => Truth::known(compare::equal(&operand, &when)),
                    _ => Truth::Unknown,
                },
            };
            match applies {
                Truth::True => return Branch::Taken(then),
                Truth::Unknown => return Branch::Unknown,
                Truth::False | Truth::Null => {}
            }
        }
        otherwise.as_deref().map_or(Branch::None, Branch::Taken)
    }
}

/// Joins conditions by `OR` (`decides` is true) or `AND`.
fn connect(all: &[Expr], row: &[Cell], decides: bool) -> Truth {
    let mut outcome = Truth::of(!decides);
    for condition in all {
        match condition.truth(row) {
            truth if truth == Truth::of(decides) => return truth,
            Truth::Unknown => outcome = Truth::Unknown,
            Truth::Null if outcome != Truth::Unknown => outcome = Truth::Null,
            _ => {}
        }
    }
    outcome
}

fn quantified(comparison: Comparison, all: bool, left: &Datum, list: &Datum) -> Truth {
    let items = match list {
        Datum::Null => return Truth::Null,
        Datum::List(items) => items,
        _ => return Truth::Unknown,
    };
    let mut outcome = Truth::of(all);
    for item in items {
        let truth = if left.is_null() || item.is_null() {
            Truth::Null
        } else {
            Truth::known(compare::holds(comparison, left, item))
        };
        match truth {
            truth if truth == Truth::of(!all) => return truth,
            Truth::Unknown => outcome = Truth::Unknown,
            Truth::Null if outcome != Truth::Unknown => outcome = Truth::Null,
            _ => {}
        }
    }
    outcome
}
