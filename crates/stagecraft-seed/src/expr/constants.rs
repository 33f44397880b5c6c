//! Constants, and what is constant of constants.

use squawk_syntax::ast::{self, LitKind};

use super::{Expr, Scope};
use crate::datum::{Datum, Number, coerce, read};
use crate::types::ValueType;

/// Returns a cast; of constants, its outcome.
pub(super) fn cast(inner: Expr, to: ValueType) -> Expr {
    let Expr::Const(datum) = inner else {
        return Expr::Cast(Box::new(inner), to);
    };
    let outcome = match &datum {
        Datum::Text(text) => Some(read(text, &to)),
        other => coerce(other.clone(), &to),
    };
    match outcome {
        Some(outcome) => Expr::Const(outcome),
        None => Expr::Cast(Box::new(Expr::Const(datum)), to),
    }
}

/// Returns an array; of constants, a constant.
pub(super) fn array(items: Vec<Expr>) -> Expr {
    let constants: Option<Vec<_>> = items
        .iter()
        .map(|it| match it {
            Expr::Const(datum) => Some(datum.clone()),
            _ => None,
        })
        .collect();
    match constants {
        Some(constants) => Expr::Const(Datum::List(constants)),
        None => Expr::Array(items),
    }
}

/// Returns the expression or its negation.
pub(super) fn negated_if(negated: bool, inner: Expr) -> Expr {
    if negated {
        Expr::Not(Box::new(inner))
    } else {
        inner
    }
}

/// Returns a literal, or the argument that a number stands for.
pub(super) fn literal(node: &ast::Literal, scope: &Scope<'_>) -> Option<Expr> {
    Some(Expr::Const(match node.kind()? {
        LitKind::Null(_) => Datum::Null,
        LitKind::True(_) => Datum::Bool(true),
        LitKind::False(_) => Datum::Bool(false),
        LitKind::IntNumber(token) => Datum::Int(token.text().parse().ok()?),
        LitKind::NumericNumber(token) => Datum::Number(Number::of_text(token.text())?),
        LitKind::PositionalParam(_) => {
            return scope
                .parameters
                .get(node.positional_param_index()?)
                .cloned();
        }
        LitKind::String(_)
        | LitKind::EscString(_)
        | LitKind::DollarQuotedString(_)
        | LitKind::UnicodeEscString(_) => Datum::Text(node.string_value()?),
        _ => return None,
    }))
}
