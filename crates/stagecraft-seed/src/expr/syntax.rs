//! Postgres's grammar over texts that the server deparsed.
//!
//! The parser recurses without a limit and may give up on what it does not
//! know: hence the limits and the guard. What it does not read is not
//! understood, and the server decides.

use std::panic::{AssertUnwindSafe, catch_unwind};

use squawk_syntax::ast::{self, AstNode};
use squawk_syntax::{SourceFile, SyntaxNode};

/// Longer texts are not looked into.
const LONGEST: usize = 16_000;
/// Deeper nesting is not looked into.
const DEEPEST: usize = 60;
/// Nor are longer chains of `AND` and `OR`, which are as deep as they are long.
const MOST_LINKS: usize = 200;

/// Returns a table's or a domain's constraint: `CHECK ((a > 0)) NOT VALID`.
pub(crate) fn constraint(definition: &str) -> Option<ast::Constraint> {
    first(&format!("alter table t add {definition}"))
}

/// Returns an index: `CREATE UNIQUE INDEX …`.
pub(crate) fn index(definition: &str) -> Option<ast::CreateIndex> {
    first(definition)
}

/// Returns how a table is partitioned: `RANGE (made_at)`.
pub(crate) fn partition_by(key: &str) -> Option<ast::PartitionBy> {
    first(&format!("create table t (a int) partition by {key}"))
}

/// Returns which part of its parent a partition is: `FOR VALUES …`.
pub(crate) fn partition_type(bound: &str) -> Option<ast::PartitionType> {
    first(&format!("create table t partition of p {bound}"))
}

/// Returns an expression.
pub(crate) fn expression(text: &str) -> Option<ast::Expr> {
    let target: ast::Target = first(&format!("select {text}"))?;
    target.expr()
}

/// Returns the only expression of a `select` that reads no table.
pub(crate) fn only_expression(query: &str) -> Option<ast::Expr> {
    let root = parse(query)?;
    let mut statements = root.children();
    let select = ast::Select::cast(statements.next()?)?;
    if statements.next().is_some() || select.from_clause().is_some() {
        return None;
    }
    let list = select.select_clause()?.target_list()?;
    let mut targets = list.targets();
    let target = targets.next()?;
    targets.next().is_none().then(|| target.expr())?
}

fn first<N: AstNode>(text: &str) -> Option<N> {
    parse(text)?.descendants().find_map(N::cast)
}

fn parse(text: &str) -> Option<SyntaxNode> {
    let links = text.matches(" OR ").count() + text.matches(" AND ").count();
    if text.len() > LONGEST || depth(text) > DEEPEST || links > MOST_LINKS {
        return None;
    }
    let parsed = catch_unwind(AssertUnwindSafe(|| SourceFile::parse(text))).ok()?;
    parsed
        .errors()
        .is_empty()
        .then(|| parsed.tree().syntax().clone())
}

fn depth(text: &str) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => open += 1,
            b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}
