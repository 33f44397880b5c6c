//! Splitting a clause where its topmost AND or OR stands.

use crate::expression::Expression;

/// Returns the operands of the topmost OR or AND of an expression as
/// `pg_get_expr` writes it; a single element where there is neither.
pub(super) fn conjuncts(expression: &str) -> Vec<String> {
    let Some(read) = Expression::read(expression) else {
        return vec![expression.to_owned()];
    };
    let whole = read.whole();
    let mut parts = read.disjuncts(whole);
    if parts.len() < 2 {
        parts = read.conjuncts(whole);
    }
    parts
        .into_iter()
        .map(|it| read.text(it).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::conjuncts;

    #[test]
    fn only_the_topmost_words_split() {
        for (expression, expected) in [
            ("((a = b) AND (c OR d))", 2),
            ("((a AND b) OR (c))", 2),
            ("(x = 'a AND b''s')", 1),
            ("(EXISTS ( SELECT 1 FROM m WHERE ((m.a = b) AND m.c)))", 1),
            ("(CASE WHEN (a AND b) THEN c ELSE d END AND e)", 2),
        ] {
            assert_eq!(conjuncts(expression).len(), expected, "{expression}");
        }
    }
}
