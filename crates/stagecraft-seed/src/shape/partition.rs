//! Which partitions a table has, as conditions on a row.

use squawk_syntax::ast;
use stagecraft_catalog::{Snapshot, Table};
use stagecraft_model::QualifiedName;

use super::Column;
use crate::datum::coerce;
use crate::expr::{Comparison, Expr, Lowering, Scope, syntax};

/// How deep partitions are partitioned at most.
const DEEPEST: usize = 8;

/// Returns the table that a partition is a part of; itself if it is none.
pub(crate) fn root_of(snapshot: &Snapshot, name: &QualifiedName) -> QualifiedName {
    let mut root = name.clone();
    for _ in 0..DEEPEST {
        let parent = snapshot
            .tables
            .get(&root)
            .filter(|it| it.partition_bound.is_some())
            .and_then(|it| it.inherits.first());
        match parent {
            Some(parent) => root = parent.clone(),
            None => break,
        }
    }
    root
}

/// Returns the conditions under which a row lands in each of the partitions;
/// nothing for a table that is not partitioned.
pub(super) fn conditions(
    snapshot: &Snapshot,
    name: &QualifiedName,
    columns: &[Column],
    lowering: Lowering<'_>,
    scope: &Scope<'_>,
) -> Option<Vec<Expr>> {
    snapshot.tables.get(name)?.partition_key.as_ref()?;
    let mut conditions = Vec::new();
    let reader = Reader {
        columns,
        lowering,
        scope,
    };
    reader.collect(snapshot, name, &[], &mut conditions);
    Some(conditions)
}

/// Reads keys and bounds.
struct Reader<'a> {
    columns: &'a [Column],
    lowering: Lowering<'a>,
    scope: &'a Scope<'a>,
}

fn partitions<'a>(
    snapshot: &'a Snapshot,
    name: &'a QualifiedName,
) -> impl Iterator<Item = &'a Table> {
    snapshot
        .tables
        .iter()
        .filter(move |it| it.partition_bound.is_some() && it.inherits.first() == Some(name))
}

impl Reader<'_> {
    fn collect(
        &self,
        snapshot: &Snapshot,
        name: &QualifiedName,
        above: &[Expr],
        into: &mut Vec<Expr>,
    ) {
        if above.len() > DEEPEST {
            return;
        }
        let table = snapshot.tables.get(name);
        let Some(key) = table.and_then(|it| it.partition_key.as_ref()) else {
            into.push(Expr::And(above.to_vec()));
            return;
        };
        let keys = self.keys(key);
        for partition in partitions(snapshot, name) {
            let bound = partition.partition_bound.as_deref().unwrap_or_default();
            let mut conditions = above.to_vec();
            conditions.push(self.condition(bound, &keys));
            let name = QualifiedName {
                schema: partition.schema.clone(),
                name: partition.name.clone(),
            };
            self.collect(snapshot, &name, &conditions, into);
        }
    }

    fn keys(&self, key: &str) -> Vec<Expr> {
        let items = syntax::partition_by(key).and_then(|it| it.partition_item_list());
        items.map_or_else(Vec::new, |it| {
            it.partition_items()
                .map(|it| self.lowering.optional(it.expr(), self.scope))
                .collect()
        })
    }

    /// Returns what a bound demands; nothing of a default or a hash.
    fn condition(&self, bound: &str, keys: &[Expr]) -> Expr {
        match syntax::partition_type(bound) {
            Some(ast::PartitionType::PartitionForValuesIn(list)) => {
                let Some(key) = keys.first() else {
                    return Expr::And(Vec::new());
                };
                let ways = list.exprs().map(|it| match self.constant(&it, key) {
                    Expr::Const(it) if it.is_null() => Expr::IsNull(Box::new(key.clone())),
                    value => compare(key, Comparison::Equal, value),
                });
                Expr::Or(ways.collect())
            }
            Some(ast::PartitionType::PartitionForValuesFrom(range)) => {
                let from: Vec<_> = range.from().into_iter().flat_map(|it| it.exprs()).collect();
                let to: Vec<_> = range.to().into_iter().flat_map(|it| it.exprs()).collect();
                Expr::And(self.between(keys, &from, &to))
            }
            _ => Expr::And(Vec::new()),
        }
    }

    /// Returns that the keys are from one bound up to another, or closer.
    fn between(&self, keys: &[Expr], from: &[ast::Expr], to: &[ast::Expr]) -> Vec<Expr> {
        let mut all = Vec::new();
        for (n, key) in keys.iter().enumerate() {
            all.push(Expr::Not(Box::new(Expr::IsNull(Box::new(key.clone())))));
            // `MINVALUE` and `MAXVALUE` are no constants.
            if let Some(from @ Expr::Const(_)) = from.get(n).map(|it| self.constant(it, key)) {
                all.push(compare(key, Comparison::GreaterOrEqual, from));
            }
            if let Some(to @ Expr::Const(_)) = to.get(n).map(|it| self.constant(it, key)) {
                // The later keys only count where the earlier ones are equal.
                let comparison = if n + 1 == keys.len() {
                    Comparison::Less
                } else {
                    Comparison::LessOrEqual
                };
                all.push(compare(key, comparison, to));
            }
        }
        all
    }

    /// Returns a constant of a bound, of the key's type.
    fn constant(&self, node: &ast::Expr, key: &Expr) -> Expr {
        let value = self.lowering.expr(node, self.scope);
        let of = match key {
            Expr::Column(n) => self.columns.get(*n).map(|it| &it.r#type),
            _ => None,
        };
        match (value, of) {
            (Expr::Const(datum), Some(of)) => {
                Expr::Const(coerce(datum.clone(), of).unwrap_or(datum))
            }
            (value, _) => value,
        }
    }
}

fn compare(key: &Expr, comparison: Comparison, value: Expr) -> Expr {
    Expr::Compare(comparison, Box::new(key.clone()), Box::new(value))
}
