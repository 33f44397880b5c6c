//! Sums that count what is not null: `(a is not null)::int + …`.

use super::Expr;
use crate::datum::Datum;
use crate::types::ValueType;

/// Returns what a term counts where it is not null; nothing for other terms.
pub(super) fn counted(term: &Expr) -> Option<Vec<Expr>> {
    match term {
        Expr::Call(name, all) if name == "num_nonnulls" => Some(all.clone()),
        Expr::Cast(inner, to) if matches!(to.base(), ValueType::Int { .. }) => {
            Some(vec![present(inner)?])
        }
        Expr::Case {
            operand: None,
            branches,
            otherwise,
        } => {
            let [(condition, then)] = branches.as_slice() else {
                return None;
            };
            let number = |it: &Expr| match it {
                Expr::Const(Datum::Int(it)) => Some(*it),
                _ => None,
            };
            match (number(then)?, number(otherwise.as_deref()?)?, condition) {
                (1, 0, condition) => Some(vec![present(condition)?]),
                (0, 1, Expr::IsNull(of)) => Some(vec![of.as_ref().clone()]),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Returns what a condition wants to be no null.
fn present(condition: &Expr) -> Option<Expr> {
    match condition {
        Expr::Not(inner) => match inner.as_ref() {
            Expr::IsNull(of) => Some(of.as_ref().clone()),
            _ => None,
        },
        _ => None,
    }
}
