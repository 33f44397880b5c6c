//! Primary, unique and foreign keys, and exclusions.

use squawk_syntax::ast::{self, AstNode as _};
use stagecraft_catalog::{ConstraintType, Snapshot};
use stagecraft_model::{Ident, QualifiedName};

use super::Column;
use crate::cell::Cell;
use crate::datum::Datum;
use crate::expr::{Expr, Lowering, Scope, Truth, syntax};

/// A foreign key.
#[derive(Debug, Clone)]
pub(crate) struct ForeignKey {
    pub(crate) name: Ident,
    /// The referencing columns, by their places.
    pub(crate) columns: Vec<usize>,
    pub(crate) parent: QualifiedName,
    pub(crate) parent_columns: Vec<Ident>,
    /// Whether all columns are null or none: `MATCH FULL`.
    pub(crate) full: bool,
    /// Whether a row can do without: some column takes a null.
    pub(crate) optional: bool,
}

/// What no two rows have in common: a constraint or an index.
#[derive(Debug)]
pub(crate) struct UniqueKey {
    pub(crate) name: Ident,
    pub(crate) keys: Vec<Expr>,
    /// The condition of a partial index.
    pub(crate) predicate: Option<Expr>,
    pub(crate) nulls_distinct: bool,
    pub(crate) primary: bool,
}

impl UniqueKey {
    /// Returns the columns that it looks at, without those of its condition.
    pub(crate) fn columns(&self) -> Vec<usize> {
        self.keys.iter().flat_map(Expr::columns).collect()
    }

    /// Returns the columns that it looks at.
    pub(crate) fn all_columns(&self) -> Vec<usize> {
        let mut columns = self.columns();
        columns.extend(self.predicate.iter().flat_map(Expr::columns));
        columns
    }

    /// Returns the row's key; nothing where it has none, or it is not known.
    pub(crate) fn of(&self, row: &[Cell]) -> Option<Vec<Datum>> {
        if let Some(predicate) = &self.predicate
            && matches!(predicate.truth(row), Truth::False | Truth::Null)
        {
            return None;
        }
        let key: Vec<_> = self
            .keys
            .iter()
            .map(|it| it.eval(row))
            .collect::<Option<_>>()?;
        let has_null = key.iter().any(Datum::is_null);
        (!has_null || !self.nulls_distinct).then_some(key)
    }
}

pub(super) fn foreign_keys(
    snapshot: &Snapshot,
    name: &QualifiedName,
    columns: &[Column],
) -> Vec<ForeignKey> {
    let place = |wanted: &Ident| columns.iter().position(|it| it.name == *wanted);
    let mut keys: Vec<_> = snapshot
        .constraints_of(name)
        // What stands for a key to a partitioned table is not one of its own.
        .filter(|it| it.r#type == ConstraintType::ForeignKey && !it.inherited)
        .filter_map(|it| {
            let parent = it.references.clone()?;
            let ast::Constraint::ForeignKeyConstraint(node) = syntax::constraint(&it.definition)?
            else {
                return None;
            };
            let from = column_names(&node.from_columns()?);
            let places: Vec<_> = from.iter().map(place).collect::<Option<_>>()?;
            let optional = places
                .iter()
                .any(|it| columns.get(*it).is_some_and(|it| !it.not_null));
            Some(ForeignKey {
                name: it.name.clone(),
                columns: places,
                parent,
                parent_columns: column_names(&node.to_columns()?),
                full: it.definition.contains(" MATCH FULL"),
                optional,
            })
        })
        .collect();
    // The most demanding first.
    keys.sort_by_key(|it| (it.optional, usize::MAX - it.columns.len()));
    keys
}

fn column_names(list: &ast::ForeignKeyColumnList) -> Vec<Ident> {
    let period = list.period_column().and_then(|it| it.name());
    let names = list.column_name_refs().chain(period);
    names.map(|it| Ident::new(name_of(&it))).collect()
}

fn name_of(node: &ast::ColumnNameRef) -> String {
    ast::normalize_name_node(node.syntax())
}

pub(super) fn unique_keys(
    snapshot: &Snapshot,
    name: &QualifiedName,
    lowering: Lowering<'_>,
    scope: &Scope<'_>,
) -> Vec<UniqueKey> {
    let constraints = snapshot.constraints_of(name).filter_map(|it| {
        let parameters = match syntax::constraint(&it.definition)? {
            ast::Constraint::PrimaryKeyConstraint(node) => node.index_parameters()?,
            ast::Constraint::UniqueConstraint(node) => node.index_parameters()?,
            _ => return None,
        };
        let columns = parameters.column_list()?.column_name_refs();
        Some(UniqueKey {
            name: it.name.clone(),
            keys: columns
                .map(|it| (scope.names)(&name_of(&it)))
                .collect::<Option<_>>()?,
            predicate: None,
            nulls_distinct: !is_not_distinct(parameters.nulls_distinct_option().as_ref()),
            primary: it.r#type == ConstraintType::PrimaryKey,
        })
    });
    let indexes = snapshot
        .indexes_of(name)
        .filter(|it| it.unique)
        .filter_map(|it| {
            let node = syntax::index(it.definition.as_ref()?)?;
            let items = node.partition_item_list()?.partition_items();
            Some(UniqueKey {
                name: it.name.clone(),
                keys: items
                    .map(|it| lowering.optional(it.expr(), scope))
                    .collect(),
                predicate: node
                    .where_clause()
                    .map(|it| lowering.optional(it.expr(), scope)),
                nulls_distinct: !is_not_distinct(node.nulls_distinct_option().as_ref()),
                primary: false,
            })
        });
    constraints.chain(indexes).collect()
}

fn is_not_distinct(option: Option<&ast::NullsDistinctOption>) -> bool {
    matches!(option, Some(ast::NullsDistinctOption::NullsNotDistinct(_)))
}

/// Returns the columns of exclusion constraints.
pub(super) fn excluded(
    snapshot: &Snapshot,
    name: &QualifiedName,
    lowering: Lowering<'_>,
    scope: &Scope<'_>,
) -> Vec<usize> {
    snapshot
        .constraints_of(name)
        .filter(|it| {
            it.r#type == ConstraintType::Exclusion || it.definition.contains(" WITHOUT OVERLAPS")
        })
        .filter_map(|it| match syntax::constraint(&it.definition)? {
            ast::Constraint::ExcludeConstraint(node) => Some(
                node.constraint_exclusion_list()?
                    .constraint_exclusions()
                    .flat_map(|it| lowering.optional(it.expr(), scope).columns())
                    .collect::<Vec<_>>(),
            ),
            _ => None,
        })
        .flatten()
        .collect()
}
