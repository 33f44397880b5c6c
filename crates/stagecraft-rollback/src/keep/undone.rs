//! What a rollback itself destroys is kept as well: rows of tables that the
//! migration made, values of columns that it added.

use stagecraft_catalog::{Kind, MemberName, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::{QualifiedName, quote_literal};

use super::{SCHEMA, books, copy, is_builtin};

/// Returns the statements that keep the rows of tables in `goes` and the
/// values of columns in it. `after` has the old names.
pub(crate) fn undone(version: &str, goes: &[ObjectId], after: &Snapshot) -> Vec<String> {
    let mut sql = Vec::new();
    let mut number = 0;
    for object in goes {
        let Some((relation, columns, how)) = wanted(object, goes, after) else {
            continue;
        };
        number += 1;
        let place = QualifiedName::new(SCHEMA, format!("{version}_undone_{number}"));
        if sql.is_empty() {
            sql.extend(books());
        }
        let list: Vec<_> = columns
            .iter()
            .map(|(name, r#type)| {
                if is_builtin(r#type) {
                    name.clone()
                } else {
                    format!("{name}::text as {name}")
                }
            })
            .collect();
        sql.push(format!("drop table if exists {place}"));
        sql.push(format!(
            "create table {place} as\nselect {} from {relation}",
            list.join(", ")
        ));
        sql.push(format!(
            "insert into {SCHEMA}.kept (version, relation, place, how) values ({}, {}, {}, {})\n\
             on conflict (version, place) do update set kept_at = excluded.kept_at",
            quote_literal(version),
            quote_literal(&relation.to_string()),
            quote_literal(&place.to_string()),
            quote_literal(how),
        ));
    }
    sql
}

type Columns = Vec<(String, String)>;

fn wanted(
    object: &ObjectId,
    goes: &[ObjectId],
    after: &Snapshot,
) -> Option<(QualifiedName, Columns, &'static str)> {
    match object.kind {
        Kind::Table => {
            let relation = QualifiedName::of_name(&object.name)?;
            let table = after.tables.get(&relation)?;
            // Rows of a partition are read from its table.
            let is_part = table.partition_bound.is_some()
                && table.inherits.iter().any(|parent| {
                    goes.contains(&ObjectId {
                        kind: Kind::Table,
                        name: parent.clone().into(),
                    })
                });
            if is_part || table.foreign_server.is_some() {
                return None;
            }
            let columns = copy::values(after, &relation)
                .map(|it| (it.name.to_string(), it.r#type.clone()))
                .collect();
            Some((
                relation,
                columns,
                "rows of a table that the rollback dropped",
            ))
        }
        Kind::Column => {
            let name = MemberName::of_name(&object.name)?;
            let relation = name.relation();
            let table = after.tables.get(&relation)?;
            let column = after.columns.get(&name)?;
            if table.partition_bound.is_some() || column.generated.is_some() {
                return None;
            }
            let key = super::Key::find(&relation, after, |it| *it != name.name);
            let columns = after
                .columns_of(&relation)
                .into_iter()
                .filter(|it| it.name == name.name || key.columns().contains(&it.name))
                .map(|it| (it.name.to_string(), it.r#type.clone()))
                .collect();
            Some((
                relation,
                columns,
                "values of a column that the rollback dropped",
            ))
        }
        _ => None,
    }
}
