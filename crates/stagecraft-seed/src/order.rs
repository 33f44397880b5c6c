//! Parents before children, and what to do about circles.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;

use crate::shape::{Shape, root_of};

/// What is filled at once: one table, or several that can't do without each
/// other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) tables: Vec<QualifiedName>,
}

/// Returns the tables to fill: partitions stand for the whole that they are a
/// part of.
pub(crate) fn wholes(snapshot: &Snapshot, tables: &[QualifiedName]) -> BTreeSet<QualifiedName> {
    tables.iter().map(|it| root_of(snapshot, it)).collect()
}

/// How far up rows are looked at: a line's order's customer's tenant.
const FURTHEST: usize = 4;

/// Adds tables, those that they point at, and those that these point at.
pub(crate) fn add_with_ancestors(
    snapshot: &Snapshot,
    shapes: &mut BTreeMap<QualifiedName, Shape>,
    tables: &BTreeSet<QualifiedName>,
) {
    let mut next = tables.clone();
    for _ in 0..FURTHEST {
        let mut above = BTreeSet::new();
        for name in next {
            if !shapes.contains_key(&name)
                && let Some(shape) = Shape::keys_of(snapshot, &name)
            {
                shapes.insert(name.clone(), shape);
            }
            above.extend(shapes.get(&name).into_iter().flat_map(parents));
        }
        next = above;
    }
}

fn parents(shape: &Shape) -> Vec<QualifiedName> {
    shape
        .foreign_keys
        .iter()
        .map(|it| it.parent.clone())
        .collect()
}

/// Returns the order in which to fill the tables.
///
/// Where tables point at each other, the one that can do with nulls comes
/// first: its keys to later tables are set afterwards. Tables that can't are
/// filled by one statement.
pub(crate) fn steps(shapes: &BTreeMap<QualifiedName, Shape>) -> Vec<Step> {
    let mut open: BTreeSet<&QualifiedName> = shapes.keys().collect();
    let mut steps = Vec::new();
    while !open.is_empty() {
        let ready = |strict: bool| {
            open.iter()
                .find(|name| pending(shapes, &open, name, strict).is_empty())
                .map(|it| vec![*it])
        };
        let Some(next) = ready(false)
            .or_else(|| ready(true))
            .or_else(|| circle(shapes, &open))
        else {
            break;
        };
        for name in &next {
            open.remove(*name);
        }
        steps.push(Step {
            tables: next.into_iter().cloned().collect(),
        });
    }
    steps
}

/// Returns the tables that have to come before a table and are not yet there;
/// if `strict`, only those that it can't do without.
fn pending<'a>(
    shapes: &'a BTreeMap<QualifiedName, Shape>,
    open: &BTreeSet<&QualifiedName>,
    name: &QualifiedName,
    strict: bool,
) -> Vec<&'a QualifiedName> {
    let keys = shapes.get(name).map_or(&[][..], |it| &it.foreign_keys);
    keys.iter()
        .filter(|it| it.parent != *name && open.contains(&it.parent))
        .filter(|it| !strict || !it.optional)
        .map(|it| &it.parent)
        .collect()
}

/// Returns tables that can't do without each other, and without no other that
/// is open.
fn circle<'a>(
    shapes: &'a BTreeMap<QualifiedName, Shape>,
    open: &BTreeSet<&'a QualifiedName>,
) -> Option<Vec<&'a QualifiedName>> {
    let reach = |from: &'a QualifiedName| {
        let mut reached = BTreeSet::from([from]);
        let mut next = vec![from];
        while let Some(name) = next.pop() {
            for parent in pending(shapes, open, name, true) {
                if reached.insert(parent) {
                    next.push(parent);
                }
            }
        }
        reached
    };
    // What reaches the fewest reaches only its own circle.
    let smallest = open.iter().map(|it| reach(it)).min_by_key(BTreeSet::len)?;
    Some(smallest.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Makes tables of one column each; a key is `from > to`, or `from ? to`
    /// where it may be null.
    fn shapes(keys: &[&str]) -> BTreeMap<QualifiedName, Shape> {
        let (mut tables, mut columns, mut constraints) = (vec![], vec![], vec![]);
        for (n, key) in keys.iter().enumerate() {
            let (from, to) = key.split_once(['>', '?']).unwrap();
            let (from, to) = (from.trim(), to.trim());
            for name in [from, to] {
                tables.push(json!({
                    "schema": "s", "name": name, "owner": "o",
                    "persistence": "p", "replica_identity": "d"
                }));
            }
            let column = format!("c{n}");
            columns.push(json!({
                "schema": "s", "relation": from, "name": column, "position": n + 1,
                "type": "integer", "not_null": key.contains('>')
            }));
            constraints.push(json!({
                "schema": "s", "relation": from, "name": format!("k{n}"), "type": "f",
                "definition": format!("FOREIGN KEY ({column}) REFERENCES s.{to}(id)"),
                "references": {"schema": "s", "name": to}
            }));
        }
        let snapshot: Snapshot = serde_json::from_value(json!({
            "tables": tables, "columns": columns, "constraints": constraints
        }))
        .unwrap();
        let tables = snapshot.tables.iter();
        tables
            .map(|it| QualifiedName::new(it.schema.as_str(), it.name.as_str()))
            .map(|it| (it.clone(), Shape::keys_of(&snapshot, &it).unwrap()))
            .collect()
    }

    fn order(keys: &[&str]) -> String {
        let steps = steps(&shapes(keys)).into_iter().map(|step| {
            let names = step.tables.iter().map(|it| it.name.to_string());
            names.collect::<Vec<_>>().join("+")
        });
        steps.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parents_come_first_and_circles_are_cut_where_nulls_may_be() {
        assert_eq!(order(&["a > b", "b > c"]), "c b a");
        assert_eq!(order(&["a > a", "a > b"]), "b a");
        assert_eq!(order(&["a ? b", "b > a"]), "a b");
        assert_eq!(order(&["b ? a", "a > b"]), "b a");
        assert_eq!(order(&["a > b", "b > a", "c > a", "a > d"]), "d a+b c");
    }
}
