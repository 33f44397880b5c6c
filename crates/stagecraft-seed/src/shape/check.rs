//! A condition that rows have to meet.

use stagecraft_catalog::{ConstraintType, Snapshot};
use stagecraft_model::QualifiedName;

use super::Column;
use crate::cell::Cell;
use crate::draw::Draw;
use crate::expr::{Expr, Lowering, Patch, Pattern, Scope, Truth};
use crate::types::ValueType;

/// A check of a table, or of the domain of one of its columns.
#[derive(Debug, Clone)]
pub(crate) struct Check {
    pub(crate) name: String,
    expr: Expr,
    /// The place of the expression's first column: of a domain's check the
    /// column's.
    first: usize,
}

impl Check {
    /// Returns whether it refuses a row, as far as is known.
    pub(crate) fn refuses(&self, row: &[Cell]) -> bool {
        self.expr.refuses(row.get(self.first..).unwrap_or_default())
    }

    /// Returns ways to make it hold.
    pub(crate) fn proposals(&self, row: &[Cell], draw: Draw) -> Vec<Patch> {
        let row = row.get(self.first..).unwrap_or_default();
        let mut patches = self.expr.proposals(true, row, draw);
        for (column, _) in patches.iter_mut().flatten() {
            *column += self.first;
        }
        patches
    }

    /// Returns the columns that it looks at.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let columns = self.expr.columns();
        columns.into_iter().map(|it| it + self.first).collect()
    }

    /// Returns whether it surely lets a row be.
    pub(crate) fn allows(&self, row: &[Cell]) -> bool {
        let row = row.get(self.first..).unwrap_or_default();
        matches!(self.expr.truth(row), Truth::True | Truth::Null)
    }

    /// Returns the condition and the place that a column of the table has in
    /// it; nothing where it does not look at the column.
    pub(crate) fn of_column(&self, at: usize) -> Option<(&Expr, usize)> {
        let place = at.checked_sub(self.first)?;
        self.expr
            .columns()
            .contains(&place)
            .then_some((&self.expr, place))
    }

    /// Returns the patterns that the column of a check of one column has to
    /// match.
    pub(crate) fn patterns(&self) -> Vec<&Pattern> {
        self.expr.patterns()
    }

    /// Returns the conditions that all have to hold, over the table's columns.
    pub(crate) fn conditions(&self) -> Vec<&Expr> {
        self.expr().map(Expr::conjuncts).unwrap_or_default()
    }

    /// Returns the condition, if it is one over the table's columns.
    pub(super) fn expr(&self) -> Option<&Expr> {
        (self.first == 0).then_some(&self.expr)
    }
}

/// Returns the checks of a table and of its columns' domains.
pub(super) fn checks(
    snapshot: &Snapshot,
    name: &QualifiedName,
    columns: &[Column],
    lowering: Lowering<'_>,
    scope: &Scope<'_>,
) -> Vec<Check> {
    let own = snapshot
        .constraints_of(name)
        .filter(|it| it.r#type == ConstraintType::Check)
        .filter(|it| !it.definition.ends_with(" NOT ENFORCED"))
        .map(|it| Check {
            name: it.name.as_str().to_owned(),
            expr: lowering.check(&it.definition, scope),
            first: 0,
        });
    own.chain(columns.iter().enumerate().flat_map(domain_checks))
        .collect()
}

fn domain_checks((first, column): (usize, &Column)) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut of = &column.r#type;
    while let ValueType::Domain(domain) = of {
        for (name, check) in &domain.checks {
            checks.push(Check {
                name: name.clone(),
                expr: check.clone(),
                first,
            });
        }
        of = &domain.base;
    }
    checks
}
