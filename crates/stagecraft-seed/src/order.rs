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
