//! The grammar's nodes for operators and calls, by their bare names.

use squawk_syntax::ast::{self, AstNode as _, BinOp};

use super::Comparison;

/// Returns an operator in lower case, without a schema: `~`, `is distinct from`.
pub(super) fn operator(node: &BinOp) -> String {
    let token = |it: &squawk_syntax::SyntaxToken| it.text().to_ascii_lowercase();
    let words = |it: &squawk_syntax::SyntaxNode| {
        let text = it.text().to_string().to_ascii_lowercase();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    match node {
        BinOp::And(it)
        | BinOp::Caret(it)
        | BinOp::ColonEq(it)
        | BinOp::Eq(it)
        | BinOp::Escape(it)
        | BinOp::FatArrow(it)
        | BinOp::Gteq(it)
        | BinOp::Ilike(it)
        | BinOp::In(it)
        | BinOp::Is(it)
        | BinOp::LAngle(it)
        | BinOp::Like(it)
        | BinOp::Lteq(it)
        | BinOp::Minus(it)
        | BinOp::Neq(it)
        | BinOp::Neqb(it)
        | BinOp::Or(it)
        | BinOp::Overlaps(it)
        | BinOp::Percent(it)
        | BinOp::Plus(it)
        | BinOp::RAngle(it)
        | BinOp::Slash(it)
        | BinOp::Star(it) => token(it),
        BinOp::AtTimeZone(it) => words(it.syntax()),
        BinOp::ColonColon(it) => words(it.syntax()),
        BinOp::CustomOp(it) => words(it.syntax()),
        BinOp::IsDistinctFrom(it) => words(it.syntax()),
        BinOp::IsNot(it) => words(it.syntax()),
        BinOp::IsNotDistinctFrom(it) => words(it.syntax()),
        BinOp::NotIlike(it) => words(it.syntax()),
        BinOp::NotIn(it) => words(it.syntax()),
        BinOp::NotLike(it) => words(it.syntax()),
        BinOp::NotSimilarTo(it) => words(it.syntax()),
        BinOp::SimilarTo(it) => words(it.syntax()),
        BinOp::OperatorCall(it) => it.op().map_or_else(String::new, |it| {
            let text = words(it.syntax());
            text.rsplit('.')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        }),
    }
}

/// Returns what an operator compares by, if it does.
pub(super) fn comparison(operator: &str) -> Option<Comparison> {
    Some(match operator {
        "=" => Comparison::Equal,
        "<>" | "!=" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

/// Returns the list of `ANY (list)` or `ALL (list)`, and whether it is `ALL`.
pub(super) fn quantified(node: &ast::Expr) -> Option<(bool, ast::Expr)> {
    let ast::Expr::CallExpr(call) = node else {
        return None;
    };
    if let Some(all) = call.all_fn() {
        return Some((true, all.expr()?));
    }
    let list = match (call.any_fn(), call.some_fn()) {
        (Some(any), _) => any.expr(),
        (None, Some(some)) => some.expr(),
        (None, None) => None,
    };
    Some((false, list?))
}

/// Returns a call's schema, name and arguments; nothing for calls with more to
/// them.
pub(super) fn call(node: &ast::CallExpr) -> Option<(Option<String>, String, Vec<ast::Expr>)> {
    let plain = |name: &str, arguments| Some((None, name.to_owned(), arguments));
    if let Some(trim) = node.trim_fn() {
        let name = match trim.trim_side() {
            None | Some(ast::TrimSide::TrimBoth(_)) => "btrim",
            Some(ast::TrimSide::TrimLeading(_)) => "ltrim",
            Some(ast::TrimSide::TrimTrailing(_)) => "rtrim",
        };
        return match trim.trim_args()? {
            ast::TrimArgs::TrimFrom(it) => plain(name, it.exprs().collect()),
            ast::TrimArgs::TrimExprs(it) => plain(name, it.exprs().collect()),
            ast::TrimArgs::TrimExprFrom(it) => {
                let mut arguments: Vec<_> = it.exprs().collect();
                arguments.reverse();
                plain(name, arguments)
            }
        };
    }
    if let Some(position) = node.position_fn() {
        return plain("strpos", vec![position.string()?, position.pos()?]);
    }
    let list = node.arg_list()?;
    if node.filter_clause().is_some()
        || node.over_clause().is_some()
        || node.within_clause().is_some()
        || list.all_or_distinct().is_some()
        || list.star_token().is_some()
    {
        return None;
    }
    let arguments = list
        .args()
        .map(|it| it.expr().filter(|_| it.variadic_token().is_none()))
        .collect::<Option<_>>()?;
    match node.expr()? {
        ast::Expr::NameRef(name) => Some((None, name.text(), arguments)),
        ast::Expr::FieldExpr(name) => match name.base()? {
            ast::Expr::NameRef(schema) => {
                Some((Some(schema.text()), name.field()?.text(), arguments))
            }
            _ => None,
        },
        _ => None,
    }
}
