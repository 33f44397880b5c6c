//! Expressions of checks, as far as they are understood.
//!
//! An expression can be evaluated on a row ([`Expr::eval`]), and asked what to
//! change in a row to make it true ([`Expr::proposals`]). What is not
//! understood evaluates to "unknown", never to a guess: then the server decides.

mod calls;
mod compare;
mod compared;
mod constants;
mod counted;
mod eval;
mod generate;
mod inline;
mod invert;
mod json;
mod lower;
mod near;
mod nodes;
mod pattern;
mod places;
mod propose;
pub(crate) mod syntax;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::datum::Datum;
use crate::types::ValueType;

pub(crate) use eval::Truth;
pub(crate) use lower::{Lowering, Scope};
pub(crate) use pattern::Pattern;
pub(crate) use places::Places;
pub(crate) use propose::{Patch, Want};

/// An expression over the columns of one row.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    /// A column, by its place in the row.
    Column(usize),
    Const(Datum),
    Array(Vec<Self>),
    Cast(Box<Self>, ValueType),
    Not(Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
    Compare(Comparison, Box<Self>, Box<Self>),
    /// `IS DISTINCT FROM`.
    Distinct(Box<Self>, Box<Self>),
    /// `left op ANY (list)`, or `ALL`.
    Quantified {
        comparison: Comparison,
        all: bool,
        left: Box<Self>,
        list: Box<Self>,
    },
    IsNull(Box<Self>),
    /// `IS TRUE`, `IS FALSE`.
    IsBool(Box<Self>, bool),
    /// `~`, `LIKE` and the like, with a constant on the right.
    Matches(Box<Self>, Arc<Pattern>),
    /// A function or an operator, by its bare name.
    Call(String, Vec<Self>),
    Case {
        operand: Option<Box<Self>>,
        branches: Vec<(Self, Self)>,
        otherwise: Option<Box<Self>>,
    },
    /// Not understood; over these columns.
    Opaque(Vec<usize>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// Returns what holds exactly when this does not.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }

    /// Returns what holds with the sides exchanged.
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }
}

impl Expr {
    /// Returns the columns that it looks at.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let mut columns = Vec::new();
        self.visit(&mut |it| match it {
            Self::Column(n) => columns.push(*n),
            Self::Opaque(all) => columns.extend(all),
            _ => {}
        });
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn visit(&self, seen: &mut impl FnMut(&Self)) {
        seen(self);
        match self {
            Self::Column(_) | Self::Const(_) | Self::Opaque(_) => {}
            Self::Cast(inner, _)
            | Self::Not(inner)
            | Self::IsNull(inner)
            | Self::IsBool(inner, _)
            | Self::Matches(inner, _) => inner.visit(seen),
            Self::Array(all) | Self::And(all) | Self::Or(all) | Self::Call(_, all) => {
                for inner in all {
                    inner.visit(seen);
                }
            }
            Self::Compare(_, left, right) | Self::Distinct(left, right) => {
                left.visit(seen);
                right.visit(seen);
            }
            Self::Quantified { left, list, .. } => {
                left.visit(seen);
                list.visit(seen);
            }
            Self::Case {
                operand,
                branches,
                otherwise,
            } => {
                for inner in operand.iter().chain(otherwise) {
                    inner.visit(seen);
                }
                for (when, then) in branches {
                    when.visit(seen);
                    then.visit(seen);
                }
            }
        }
    }

    /// Returns the patterns that a text in it has to match.
    pub(crate) fn patterns(&self) -> Vec<&Pattern> {
        let mut all = Vec::new();
        for conjunct in self.conjuncts() {
            if let Self::Matches(inner, pattern) = conjunct
                && matches!(inner.as_ref(), Self::Column(_) | Self::Cast(..))
            {
                all.push(pattern.as_ref());
            }
        }
        all
    }

    /// Returns what stands side by side in a conjunction.
    pub(crate) fn conjuncts(&self) -> Vec<&Self> {
        match self {
            Self::And(all) => all.iter().flat_map(Self::conjuncts).collect(),
            other => vec![other],
        }
    }
}
