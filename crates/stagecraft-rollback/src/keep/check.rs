//! Which kept rows may be given back: those that are as the migration left
//! them. What the application has written since is a conflict, and stays.
//!
//! This is asked before anything is changed, with every column under its old
//! name and still of its new type.

use stagecraft_catalog::{ObjectKey as _, Snapshot};
use stagecraft_model::{Ident, QualifiedName, quote_literal};

use super::image::image;
use super::key::source;
use super::restore::aside;
use super::{Kept, KeptTable, SCHEMA, Strategy};

/// What may be given back of a kept table: row ids of its place.
pub(crate) fn restorable(number: usize) -> String {
    format!("pg_temp.stagecraft_back_{number}")
}

/// Returns the statements that find out what may be given back, and write the
/// conflicts down. `left` is the catalog as the migration left it, `after` the
/// same with the old names.
pub(crate) fn check(
    kept: &Kept,
    before: &Snapshot,
    (left, after): (&Snapshot, &Snapshot),
) -> Vec<String> {
    let mut sql = Vec::new();
    for (number, table) in (1..).zip(&kept.tables) {
        if let Strategy::Difference { .. } | Strategy::Capture = table.strategy {
            let now = if table.is_replaced {
                aside(table, left, after).and_then(|it| QualifiedName::of_name(&it.name))
            } else {
                None
            };
            let now = now.unwrap_or_else(|| table.relation.clone());
            sql.extend(of(number, table, &now, &kept.version, before, after));
        }
    }
    sql
}

fn of(
    number: usize,
    kept: &KeptTable,
    table: &QualifiedName,
    version: &str,
    before: &Snapshot,
    after: &Snapshot,
) -> Vec<String> {
    let is = after.columns_of(table);
    let pairs: Vec<(Ident, Ident)> = before
        .columns_of(&kept.relation)
        .iter()
        .filter(|was| is.iter().any(|it| it.name == was.name))
        .map(|it| (it.name.clone(), it.name.clone()))
        .collect();
    let values: Vec<_> = pairs
        .iter()
        .filter(|(name, _)| {
            let column = is.iter().find(|it| it.name == *name);
            column.is_some_and(|it| it.generated.is_none())
        })
        .cloned()
        .collect();
    let source = source(table, &kept.key, &pairs, &is);
    let place = &kept.place;
    let back = restorable(number);
    let current = image("t", &values);
    let relation = quote_literal(&kept.relation.to_string());
    let version = quote_literal(version);
    vec![
        format!("create temporary table {} (row_id bigint) on commit drop", back.trim_start_matches("pg_temp.")),
        // As it was left, or deleted and nobody has taken its place.
        format!(
            "insert into {back} (row_id)\nselect k.row_id\nfrom {place} as k\n\
             join {} on {}\n\
             where k.left_as is not null and {current} @> k.left_as\n\
             union all\n\
             select k.row_id from {place} as k\n\
             where k.left_as is null and not exists (select from {} where {})",
            source.from, source.matches, source.from, source.matches
        ),
        format!(
            "insert into {SCHEMA}.conflicts (version, relation, key, why, was)\n\
             select {version}, {relation}, k.key,\n  \
             case\n    \
             when k.was is null then 'a row that the migration inserted was changed since: it stays'\n    \
             when k.left_as is null then 'a row that the migration deleted has been written anew: it stays'\n    \
             else 'a row that the migration changed was changed again: it stays'\n  end,\n  k.was\n\
             from {place} as k\n\
             join {} on {}\n\
             where not exists (select from {back} as b where b.row_id = k.row_id)\n  \
             and (k.was is null or not {current} @> k.was)",
            source.from, source.matches
        ),
    ]
}
