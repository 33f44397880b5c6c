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
use super::{Kept, KeptTable, SCHEMA, Strategy, room};
use crate::labels;

/// Returns where the rows stand that may be given back: all that is kept of
/// values that nobody can have changed since, else what the check found.
pub(crate) fn restorable(number: usize, kept: &KeptTable, is_checked: bool) -> String {
    if is_checked {
        format!("pg_temp.stagecraft_back_{number}")
    } else {
        kept.place.to_string()
    }
}

/// Returns whether what is kept of a table has to be compared with what is
/// there: not when its columns are gone.
pub(crate) fn is_checked(kept: &KeptTable, now: &QualifiedName, after: &Snapshot) -> bool {
    match &kept.strategy {
        Strategy::Difference { columns } if !columns.is_empty() => after
            .columns_of(now)
            .iter()
            .any(|it| columns.iter().any(|name| name == it.name.as_str())),
        Strategy::Difference { .. } | Strategy::Capture => true,
        Strategy::Move { .. } | Strategy::Copy => false,
    }
}

/// Returns the table that the migration left, under the name that it has by
/// now.
pub(crate) fn now(kept: &KeptTable, left: &Snapshot, after: &Snapshot) -> QualifiedName {
    let aside = if kept.is_replaced {
        aside(kept, left, after).and_then(|it| QualifiedName::of_name(&it.name))
    } else {
        None
    };
    aside.unwrap_or_else(|| kept.relation.clone())
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
        let now = now(table, left, after);
        if is_checked(table, &now, after) {
            let renamed = labels_back(table, &now, left, after);
            sql.extend(of(
                number,
                table,
                (&now, &renamed),
                &kept.version,
                before,
                after,
            ));
        }
    }
    sql
}

fn of(
    number: usize,
    kept: &KeptTable,
    (table, left_as): (&QualifiedName, &str),
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
    let named: &[String] = match &kept.strategy {
        Strategy::Difference { columns } => columns,
        _ => &[],
    };
    let values: Vec<_> = pairs
        .iter()
        .filter(|(name, _)| {
            let column = is.iter().find(|it| it.name == *name);
            column.is_some_and(|it| it.generated.is_none())
                && (named.is_empty() || named.iter().any(|it| it == name.as_str()))
        })
        .cloned()
        .collect();
    let source = source(table, &kept.key, &pairs, &is);
    let back = restorable(number, kept, true);
    let relation = quote_literal(&kept.relation.to_string());
    let mut sql = vec![format!(
        "create temporary table {} on commit drop as\n\
             select k.key, k.was, {left_as}, case when t.tableoid is not null then {} end as is_now\n\
             from {} as k\nleft join {} on {}",
        back.trim_start_matches("pg_temp."),
        image("t", &values),
        kept.place,
        source.joined(),
        source.matches
    )];
    let back = &back;
    let version = quote_literal(version);
    // A value that is as it was before is no conflict, whoever wrote it.
    sql.push(format!(
        "insert into {SCHEMA}.conflicts (version, relation, key, why, was)\n\
         select {version}, {relation}, b.key, case\n    \
         when b.was is null then 'a row that the migration inserted was changed since: it stays'\n    \
         when b.left_as is null then 'a row that the migration deleted has been written anew: it stays'\n    \
         else 'values that the migration changed were changed again: they stay'\n  end, c.was\n\
         from {back} as b\n\
         cross join lateral (\n  \
         select pg_catalog.jsonb_object_agg(v.key, v.value)\n  \
         from pg_catalog.jsonb_each(coalesce(b.was, b.left_as)) as v\n  \
         where v.value is distinct from b.is_now -> v.key\n    \
         and (b.left_as is null or b.left_as -> v.key is distinct from b.is_now -> v.key)\n    \
         and (b.left_as is null or b.left_as ? v.key)\n\
         ) as c (was)\nwhere b.is_now is not null and c.was is not null"
    ));
    sql.push(format!(
        "delete from {back}\n\
         where (left_as is null) <> (is_now is null) or (was is null and not is_now @> left_as)"
    ));
    sql.push(format!(
        "update {back} as b\nset was = (\n    \
         select coalesce(pg_catalog.jsonb_object_agg(v.key, v.value), '{{}}')\n    \
         from pg_catalog.jsonb_each(b.was) as v\n    \
         where not b.left_as ? v.key or b.left_as -> v.key = b.is_now -> v.key\n  )\n\
         where b.was is not null and not b.is_now @> b.left_as"
    ));
    sql.extend(room::make(kept, named, back, (before, after), &source));
    sql
}

/// Returns what a row was left as, with its labels called what they are called
/// since they got their names back.
fn labels_back(kept: &KeptTable, now: &QualifiedName, left: &Snapshot, after: &Snapshot) -> String {
    let plain = "k.left_as".to_owned();
    if kept.is_replaced {
        return plain;
    }
    let mut image = plain.clone();
    for column in after.columns_of(now) {
        let renamed = labels::renamed(column, left, after);
        if renamed.is_empty() {
            continue;
        }
        let name = quote_literal(column.name.as_str());
        let cases: Vec<_> = renamed
            .iter()
            .map(|(then, now)| format!("when {} then {}", quote_literal(then), quote_literal(now)))
            .collect();
        image = format!(
            "{image} || case when k.left_as ->> {name} in ({}) then\n  \
             pg_catalog.jsonb_build_object({name}, case k.left_as ->> {name} {} end) else '{{}}' end",
            renamed
                .iter()
                .map(|(then, _)| quote_literal(then))
                .collect::<Vec<_>>()
                .join(", "),
            cases.join(" ")
        );
    }
    if image == plain {
        return plain;
    }
    format!("{image} as left_as")
}
