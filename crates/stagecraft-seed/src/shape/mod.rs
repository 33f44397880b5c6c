//! What has to be known of a table to make rows for it.

mod check;
mod column;
mod keys;
mod partition;

use stagecraft_catalog::{Enabled, Snapshot};
use stagecraft_model::{Ident, QualifiedName};

use crate::datum::{Datum, coerce};
use crate::expr::{Comparison, Expr, Lowering, Scope};
use crate::types::Types;

pub(crate) use check::Check;
pub(crate) use column::{Column, Source};
pub(crate) use keys::{ForeignKey, UniqueKey};
pub(crate) use partition::root_of;

/// A table.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) name: QualifiedName,
    pub(crate) columns: Vec<Column>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) unique_keys: Vec<UniqueKey>,
    /// Checks of the table and of its columns' domains.
    pub(crate) checks: Vec<Check>,
    /// Conditions under which a row lands in each of the partitions that is no
    /// default; nothing for a table that is not partitioned.
    pub(crate) partitions: Option<Vec<Expr>>,
    /// Whether rows of inheriting tables are not its own.
    pub(crate) only: bool,
    /// Whether rules rewrite what is sent, so that it returns nothing.
    pub(crate) rewritten: bool,
    /// Triggers that fire on `INSERT` or on `UPDATE`, with how they are enabled.
    pub(crate) triggers: Vec<(Ident, Enabled)>,
}

impl Shape {
    /// Looks a table up, with all that rows are judged by. Returns nothing
    /// for what is no table.
    pub(crate) fn of(snapshot: &Snapshot, name: &QualifiedName) -> Option<Self> {
        let mut shape = Self::keys_of(snapshot, name)?;
        let types = Types::new(snapshot);
        let lowering = Lowering::new(types);
        column::refine(&mut shape.columns, lowering);
        let columns = std::mem::take(&mut shape.columns);
        let names = |wanted: &str| {
            let n = columns.iter().position(|it| it.name.as_str() == wanted)?;
            match columns.get(n).map(|it| &it.source) {
                Some(Source::Generated(expr)) => Some(expr.clone()),
                _ => Some(Expr::Column(n)),
            }
        };
        let scope = Scope::of_columns(&names);
        shape.unique_keys = keys::unique_keys(snapshot, name, lowering, &scope);
        shape.checks = check::checks(snapshot, name, &columns, lowering, &scope);
        shape.partitions = partition::conditions(snapshot, name, &columns, lowering, &scope);
        let excluded = keys::excluded(snapshot, name, lowering, &scope);
        shape.columns = columns;
        shape.mark(snapshot, &excluded);
        Some(shape)
    }

    /// Looks a table up, as far as other tables' rows point at its own.
    pub(crate) fn keys_of(snapshot: &Snapshot, name: &QualifiedName) -> Option<Self> {
        let table = snapshot.tables.get(name)?;
        if table.foreign_server.is_some() {
            return None;
        }
        let types = Types::new(snapshot);
        let columns: Vec<_> = snapshot
            .columns_of(name)
            .into_iter()
            .map(|it| Column::of(it, types))
            .collect();
        let foreign_keys = keys::foreign_keys(snapshot, name, &columns);
        let triggers = snapshot
            .triggers_of(name)
            .filter(|it| it.enabled != Enabled::Disabled)
            .filter(|it| it.definition.contains(" INSERT ") || it.definition.contains(" UPDATE "))
            .map(|it| (it.name.clone(), it.enabled))
            .collect();
        Some(Self {
            name: name.clone(),
            columns,
            foreign_keys,
            unique_keys: Vec::new(),
            checks: Vec::new(),
            partitions: None,
            only: table.partition_key.is_none(),
            rewritten: snapshot.rules_of(name).next().is_some(),
            triggers,
        })
    }

    /// Returns the table with nothing but its columns and checks.
    pub(crate) fn checks_only(&self) -> Self {
        Self {
            name: self.name.clone(),
            columns: self.columns.clone(),
            foreign_keys: Vec::new(),
            unique_keys: Vec::new(),
            checks: self.checks.clone(),
            partitions: self.partitions.clone(),
            only: self.only,
            rewritten: self.rewritten,
            triggers: Vec::new(),
        }
    }

    /// Returns the place of a column.
    pub(crate) fn place(&self, name: &Ident) -> Option<usize> {
        self.columns.iter().position(|it| it.name == *name)
    }

    /// Returns the check of that name.
    pub(crate) fn check(&self, name: &str) -> Option<&Check> {
        self.checks.iter().find(|it| it.name == name)
    }

    /// Marks which columns are in indexes and keys, and what checks allow.
    fn mark(&mut self, snapshot: &Snapshot, excluded: &[usize]) {
        for index in snapshot.indexes_of(&self.name) {
            let Some(definition) = &index.definition else {
                continue;
            };
            for column in &mut self.columns {
                column.indexed |= definition.contains(column.name.as_str());
            }
        }
        let mut mark = |n: usize, mark: fn(&mut Column)| {
            self.columns.get_mut(n).map(mark);
        };
        for key in &self.unique_keys {
            for n in key.columns() {
                mark(n, |it| (it.indexed, it.key) = (true, true));
                if key.primary {
                    mark(n, |it| it.steady = true);
                }
            }
        }
        let partitioned = self.partitions.iter().flatten().flat_map(Expr::columns);
        for n in partitioned.chain(excluded.iter().copied()) {
            mark(n, |it| (it.indexed, it.steady) = (true, true));
        }
        for check in &self.checks {
            if let several @ [_, _, ..] = check.columns().as_slice() {
                for n in several {
                    if let Some(column) = self.columns.get_mut(*n) {
                        column.compared = true;
                    }
                }
            }
        }
        for check in self.checks.iter().filter_map(Check::expr) {
            for conjunct in check.conjuncts() {
                let Some((n, choices)) = choices(conjunct) else {
                    continue;
                };
                if let Some(column) = self.columns.get_mut(n) {
                    column.choices = choices
                        .into_iter()
                        .filter_map(|it| coerce(it, &column.r#type))
                        .filter(|it| !it.is_null())
                        .collect();
                }
            }
        }
    }
}

/// Returns the values that a condition leaves to a column.
fn choices(condition: &Expr) -> Option<(usize, Vec<Datum>)> {
    let Expr::Quantified {
        comparison: Comparison::Equal,
        all: false,
        left,
        list,
    } = condition
    else {
        return None;
    };
    let mut left = left.as_ref();
    while let Expr::Cast(inner, _) = left {
        left = inner;
    }
    match (left, list.eval(&[])?) {
        (Expr::Column(n), Datum::List(items)) => Some((*n, items)),
        _ => None,
    }
}
