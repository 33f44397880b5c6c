//! Room for a type that comes back: values that it does not hold go first, where
//! they are about to be overwritten.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Column, ConstraintType, MemberName, Snapshot};
use stagecraft_model::{Ident, QualifiedName, quote_literal};

use super::check::{is_checked, now, restorable};
use super::key::{Source, columns_in, source};
use super::{Kept, KeptTable, Strategy};
use crate::labels;
use crate::types::fits;

/// Returns whether a column can never be null.
pub(crate) fn is_in_primary_key(
    relation: &QualifiedName,
    column: &Ident,
    snapshot: &Snapshot,
) -> bool {
    snapshot
        .constraints_of(relation)
        .filter(|it| it.r#type == ConstraintType::PrimaryKey)
        .filter_map(|it| columns_in(&it.definition))
        .any(|it| it.contains(column))
}

/// A value may not fit the old type; it is about to be overwritten, so it can
/// go before the type changes. Enums see to it in the statement that changes it.
pub(super) fn make(
    kept: &KeptTable,
    columns: &[String],
    back: &str,
    (before, after): (&Snapshot, &Snapshot),
    source: &Source,
) -> Vec<String> {
    let relation = &kept.relation;
    let mut sql = Vec::new();
    for (was, now) in both(relation, before, after) {
        if !columns.iter().any(|it| it == was.name.as_str())
            || !source.is_plain
            || fits(&now.r#type, &was.r#type)
            || labels::to_fit(was, now, before, after).is_some()
            || is_in_primary_key(relation, &was.name, after)
        {
            continue;
        }
        let column = &was.name;
        if now.not_null {
            sql.push(format!(
                "alter table {relation} alter column {column} drop not null"
            ));
        }
        sql.push(format!(
            "update {relation} as t set {column} = null\nfrom {back} as k\n\
             where k.was ? {} and {}",
            quote_literal(column.as_str()),
            source.matches
        ));
    }
    sql
}

/// Returns, for columns of enums that lose labels, in which rows `o` a value is
/// about to be overwritten, or to go with its row.
pub(crate) fn passing(
    kept: &Kept,
    before: &Snapshot,
    (left, after): (&Snapshot, &Snapshot),
) -> BTreeMap<MemberName, Vec<String>> {
    let mut all: BTreeMap<MemberName, Vec<String>> = BTreeMap::new();
    for (number, table) in (1..).zip(&kept.tables) {
        let relation = &table.relation;
        if table.is_replaced || !is_checked(table, &now(table, left, after), after) {
            continue;
        }
        let back = restorable(number, table, true);
        let is = after.columns_of(relation);
        let pairs: Vec<_> = is
            .iter()
            .map(|it| (it.name.clone(), it.name.clone()))
            .collect();
        let source = source(relation, &table.key, &pairs, &is);
        let from = source.joined();
        for column in held_by_enums(relation, before, after) {
            let condition = format!(
                "exists (\n        select from {back} as k\n        join {from} on {}\n        \
                 where t.ctid = o.ctid and t.tableoid = o.tableoid\n          \
                 and (k.was is null or k.was ? {})\n      )",
                source.matches,
                quote_literal(column.name.as_str())
            );
            for relation in with_ancestors(relation, before) {
                let name = MemberName {
                    schema: relation.schema,
                    relation: relation.name,
                    name: column.name.clone(),
                };
                all.entry(name).or_default().push(condition.clone());
            }
        }
    }
    all
}

/// Returns the columns in which rows that stay after all may lack a value.
pub(super) fn emptied(kept: &KeptTable, before: &Snapshot, after: &Snapshot) -> Vec<String> {
    if kept.is_replaced {
        return Vec::new();
    }
    let relation = &kept.relation;
    held_by_enums(relation, before, after)
        .filter(|it| it.not_null && !is_in_primary_key(relation, &it.name, after))
        .map(|it| it.name.as_str().to_owned())
        .collect()
}

/// Nulls made room in columns whose type changed.
pub(super) fn not_null_again(
    kept: &KeptTable,
    before: &Snapshot,
    after: &Snapshot,
) -> BTreeSet<String> {
    let named: &[String] = match &kept.strategy {
        Strategy::Difference { columns } => columns,
        _ => &[],
    };
    let relation = &kept.relation;
    let mut columns: BTreeSet<(QualifiedName, String)> = BTreeSet::new();
    for (was, now) in both(relation, before, after) {
        let is_named = named.iter().any(|it| it == was.name.as_str());
        if was.not_null && now.not_null && is_named && !fits(&now.r#type, &was.r#type) {
            columns.insert((relation.clone(), was.name.to_string()));
        }
    }
    // The type was changed where all that inherit it follow.
    let top = with_ancestors(relation, before).pop();
    for column in emptied(kept, before, after) {
        let relation = top.clone().unwrap_or_else(|| relation.clone());
        columns.insert((relation, Ident::new(column).to_string()));
    }
    columns
        .into_iter()
        .map(|(relation, column)| {
            format!("alter table {relation} alter column {column} set not null")
        })
        .collect()
}

/// Returns the columns of a table that get an enum back which may not have all
/// labels that they hold.
fn held_by_enums<'a>(
    relation: &'a QualifiedName,
    before: &'a Snapshot,
    after: &'a Snapshot,
) -> impl Iterator<Item = &'a Column> {
    both(relation, before, after)
        .filter(|(was, is)| {
            is.generated.is_none() && labels::to_fit(was, is, before, after).is_some()
        })
        .map(|(was, _)| was)
}

fn both<'a>(
    relation: &QualifiedName,
    before: &'a Snapshot,
    after: &'a Snapshot,
) -> impl Iterator<Item = (&'a Column, &'a Column)> {
    let is = after.columns_of(relation);
    before
        .columns_of(relation)
        .into_iter()
        .filter_map(move |was| {
            let is = is.iter().find(|it| it.name == was.name)?;
            Some((was, *is))
        })
}

/// Returns a table and what it inherits from, or is a part of, nearest first.
fn with_ancestors(relation: &QualifiedName, snapshot: &Snapshot) -> Vec<QualifiedName> {
    let mut all = vec![relation.clone()];
    let mut next = 0;
    while let Some(name) = all.get(next) {
        let table = snapshot.tables.get(name);
        let parents = table.map_or_else(Vec::new, |it| it.inherits.clone());
        all.extend(parents);
        next += 1;
    }
    all
}
