//! From Postgres's grammar to the expressions that are understood.

use std::sync::Arc;

use squawk_syntax::ast::{self, AstNode as _, BinOp, LitKind, PostfixOp, PrefixOp};

use super::constants::{array, cast, literal, negated_if};
use super::counted::counted;
use super::nodes;
use super::{Comparison, Expr, Pattern, syntax};
use crate::datum::{Datum, Number};
use crate::types::Types;

/// What names in an expression stand for.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// Columns, or a function's arguments by name.
    pub(crate) names: &'a dyn Fn(&str) -> Option<Expr>,
    /// A function's arguments by number.
    pub(crate) parameters: &'a [Expr],
}

impl<'a> Scope<'a> {
    /// Returns a scope that has columns only.
    pub(crate) fn of_columns(names: &'a dyn Fn(&str) -> Option<Expr>) -> Self {
        Self {
            names,
            parameters: &[],
        }
    }
}

/// Turns parsed expressions into those that are understood.
#[derive(Clone, Copy)]
pub(crate) struct Lowering<'a> {
    pub(super) types: Types<'a>,
    /// How many functions are being looked into.
    pub(super) inlined: usize,
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(types: Types<'a>) -> Self {
        Self { types, inlined: 0 }
    }

    /// Returns the condition of a `CHECK (…)`.
    pub(crate) fn check(self, definition: &str, scope: &Scope<'_>) -> Expr {
        match syntax::constraint(definition) {
            Some(ast::Constraint::CheckConstraint(check)) => self.optional(check.expr(), scope),
            _ => Expr::Opaque(Vec::new()),
        }
    }

    /// Returns an expression by its text.
    pub(crate) fn text(self, text: &str, scope: &Scope<'_>) -> Expr {
        self.optional(syntax::expression(text), scope)
    }

    /// Returns an expression; not understood where there is none.
    pub(crate) fn optional(self, node: Option<ast::Expr>, scope: &Scope<'_>) -> Expr {
        node.map_or_else(|| Expr::Opaque(Vec::new()), |it| self.expr(&it, scope))
    }

    /// Returns an expression.
    pub(crate) fn expr(self, node: &ast::Expr, scope: &Scope<'_>) -> Expr {
        self.understood(node, scope).unwrap_or_else(|| {
            let mut columns = Vec::new();
            for name in node.syntax().descendants().filter_map(ast::NameRef::cast) {
                if let Some(found) = (scope.names)(&name.text()) {
                    columns.extend(found.columns());
                }
            }
            for parameter in scope.parameters {
                columns.extend(parameter.columns());
            }
            columns.sort_unstable();
            columns.dedup();
            Expr::Opaque(columns)
        })
    }

    fn understood(self, node: &ast::Expr, scope: &Scope<'_>) -> Option<Expr> {
        match node {
            ast::Expr::ParenExpr(it) => Some(self.expr(&it.expr()?, scope)),
            ast::Expr::Collate(it) => Some(self.expr(&it.expr()?, scope)),
            ast::Expr::Literal(it) => literal(it, scope),
            ast::Expr::NameRef(it) => (scope.names)(&it.text()),
            ast::Expr::FieldExpr(it) => match it.base()? {
                // A column with its table's name before it.
                ast::Expr::NameRef(table) if (scope.names)(&table.text()).is_none() => {
                    (scope.names)(&it.field()?.text())
                }
                _ => None,
            },
            ast::Expr::ArrayExpr(it) if it.select_variant().is_none() => {
                Some(array(it.exprs().map(|it| self.expr(&it, scope)).collect()))
            }
            ast::Expr::CastExpr(it) => self.cast(it, scope),
            ast::Expr::PrefixExpr(it) => self.prefix(it, scope),
            ast::Expr::PostfixExpr(it) => {
                let inner = Box::new(self.expr(&it.expr()?, scope));
                match it.op()? {
                    PostfixOp::IsNull(_) => Some(Expr::IsNull(inner)),
                    PostfixOp::NotNull(_) => Some(Expr::Not(Box::new(Expr::IsNull(inner)))),
                    _ => None,
                }
            }
            ast::Expr::BetweenExpr(it) => {
                let target = self.expr(&it.target()?, scope);
                let (start, end) = (it.start()?, it.end()?);
                let from = Box::new(self.expr(&start, scope));
                let to = Box::new(self.expr(&end, scope));
                let both = Expr::And(vec![
                    Expr::Compare(Comparison::GreaterOrEqual, Box::new(target.clone()), from),
                    Expr::Compare(Comparison::LessOrEqual, Box::new(target), to),
                ]);
                Some(negated_if(it.not_token().is_some(), both))
            }
            ast::Expr::BinExpr(it) => self.binary(it, scope),
            ast::Expr::CaseExpr(it) => self.case(it, scope),
            ast::Expr::CallExpr(it) => self.call(it, scope),
            ast::Expr::IndexExpr(it) => Some(Expr::Call(
                "[]".to_owned(),
                vec![
                    self.expr(&it.base()?, scope),
                    self.expr(&it.index()?, scope),
                ],
            )),
            _ => None,
        }
    }

    fn cast(self, node: &ast::CastExpr, scope: &Scope<'_>) -> Option<Expr> {
        let to = self.types.resolve(&node.ty()?.syntax().text().to_string());
        let inner = match (node.expr(), node.literal()) {
            (Some(inner), _) => self.expr(&inner, scope),
            (None, Some(inner)) => literal(&inner, scope)?,
            (None, None) => return None,
        };
        Some(cast(inner, to))
    }

    fn prefix(self, node: &ast::PrefixExpr, scope: &Scope<'_>) -> Option<Expr> {
        let inner = self.expr(&node.expr()?, scope);
        match (node.op()?, inner) {
            (PrefixOp::Not(_), inner) => Some(Expr::Not(Box::new(inner))),
            (PrefixOp::Plus(_), inner) => Some(inner),
            (PrefixOp::Minus(_), Expr::Const(Datum::Int(value))) => {
                Some(Expr::Const(Datum::Int(-value)))
            }
            (PrefixOp::Minus(_), Expr::Const(Datum::Number(number))) => Some(Expr::Const(
                Datum::Number(Number::of_text(&format!("-{}", number.text))?),
            )),
            (PrefixOp::Minus(_), inner) => Some(Expr::Call(
                "-".to_owned(),
                vec![Expr::Const(Datum::Int(0)), inner],
            )),
            _ => None,
        }
    }

    fn binary(self, node: &ast::BinExpr, scope: &Scope<'_>) -> Option<Expr> {
        let (left, right) = (node.lhs()?, node.rhs()?);
        let operator = nodes::operator(&node.op()?);
        if let BinOp::Is(_) | BinOp::IsNot(_) = node.op()? {
            let negated = matches!(node.op()?, BinOp::IsNot(_));
            let left = Box::new(self.expr(&left, scope));
            let ast::Expr::Literal(right) = right else {
                return None;
            };
            let is = match right.kind()? {
                LitKind::Null(_) => Expr::IsNull(left),
                LitKind::True(_) => Expr::IsBool(left, true),
                LitKind::False(_) => Expr::IsBool(left, false),
                _ => return None,
            };
            return Some(negated_if(negated, is));
        }
        let lower = |it: &ast::Expr| Box::new(self.expr(it, scope));
        if let Some(comparison) = nodes::comparison(&operator) {
            if let Some((all, list)) = nodes::quantified(&right) {
                return Some(Expr::Quantified {
                    comparison,
                    all,
                    left: lower(&left),
                    list: lower(&list),
                });
            }
            return Some(Expr::Compare(comparison, lower(&left), lower(&right)));
        }
        match operator.as_str() {
            "+" => {
                let (left, right) = (*lower(&left), *lower(&right));
                // So checks demand that one of several is there, as often as by name.
                match (counted(&left), counted(&right)) {
                    (Some(mut all), Some(more)) => {
                        all.extend(more);
                        Some(Expr::Call("num_nonnulls".to_owned(), all))
                    }
                    _ => Some(Expr::Call(operator, vec![left, right])),
                }
            }
            "and" => {
                let mut all = match *lower(&left) {
                    Expr::And(all) => all,
                    other => vec![other],
                };
                all.push(*lower(&right));
                Some(Expr::And(all))
            }
            "or" => {
                let mut all = match *lower(&left) {
                    Expr::Or(all) => all,
                    other => vec![other],
                };
                all.push(*lower(&right));
                Some(Expr::Or(all))
            }
            "is distinct from" => Some(Expr::Distinct(lower(&left), lower(&right))),
            "is not distinct from" => Some(Expr::Not(Box::new(Expr::Distinct(
                lower(&left),
                lower(&right),
            )))),
            "in" | "not in" => {
                let list = match right {
                    ast::Expr::TupleExpr(it) => it.exprs().map(|it| *lower(&it)).collect(),
                    ast::Expr::ParenExpr(it) => vec![*lower(&it.expr()?)],
                    _ => return None,
                };
                let within = Expr::Quantified {
                    comparison: Comparison::Equal,
                    all: false,
                    left: lower(&left),
                    list: Box::new(array(list)),
                };
                Some(negated_if(operator == "not in", within))
            }
            _ => {
                let right = *lower(&right);
                if let Some((negated, kind)) = Pattern::operator(&operator) {
                    let Expr::Const(Datum::Text(pattern)) = right else {
                        return None;
                    };
                    let pattern = Arc::new(Pattern::new(&pattern, kind)?);
                    return Some(negated_if(negated, Expr::Matches(lower(&left), pattern)));
                }
                Some(Expr::Call(operator, vec![*lower(&left), right]))
            }
        }
    }

    fn case(self, node: &ast::CaseExpr, scope: &Scope<'_>) -> Option<Expr> {
        let lower = |it: ast::Expr| self.expr(&it, scope);
        let branches = node
            .when_clause_list()?
            .when_clauses()
            .map(|it| Some((lower(it.condition()?), lower(it.then()?))))
            .collect::<Option<_>>()?;
        Some(Expr::Case {
            operand: node.expr().map(|it| Box::new(lower(it))),
            branches,
            otherwise: node
                .else_clause()
                .and_then(|it| it.expr())
                .map(|it| Box::new(lower(it))),
        })
    }

    fn call(self, node: &ast::CallExpr, scope: &Scope<'_>) -> Option<Expr> {
        let (schema, name, arguments) = nodes::call(node)?;
        let arguments: Vec<_> = arguments.iter().map(|it| self.expr(it, scope)).collect();
        if schema.as_deref().is_none_or(|it| it == "pg_catalog") {
            return Some(Expr::Call(name, arguments));
        }
        self.inline(&schema?, &name, &arguments)
    }
}
