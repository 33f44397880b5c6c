//! Every row of a table that goes.

use stagecraft_catalog::{Column, Snapshot};
use stagecraft_model::QualifiedName;

use super::KeptTable;

/// Returns the statements that copy a table's rows before the migration.
pub(crate) fn before(kept: &KeptTable, snapshot: &Snapshot) -> Vec<String> {
    let columns: Vec<_> = values(snapshot, &kept.relation)
        .map(|it| {
            if is_builtin(&it.r#type) {
                format!("{}", it.name)
            } else {
                // A kept table must not keep a type from being dropped.
                format!("{}::text as {}", it.name, it.name)
            }
        })
        .collect();
    vec![
        format!("drop table if exists {}", kept.place),
        format!(
            "create table {} as\nselect {} from only {}",
            kept.place,
            columns.join(", "),
            kept.relation
        ),
    ]
}

/// Returns the statement that gives the rows back.
pub(crate) fn restore(kept: &KeptTable, snapshot: &Snapshot) -> String {
    let columns: Vec<_> = values(snapshot, &kept.relation).collect();
    let names: Vec<_> = columns.iter().map(|it| it.name.to_string()).collect();
    let values: Vec<_> = columns
        .iter()
        .map(|it| {
            if is_builtin(&it.r#type) {
                it.name.to_string()
            } else {
                format!("{}::{}", it.name, it.r#type)
            }
        })
        .collect();
    format!(
        "insert into {} ({})\noverriding system value\nselect {} from {}",
        kept.relation,
        names.join(", "),
        values.join(", "),
        kept.place
    )
}

/// Columns with values of their own.
pub(crate) fn values<'a>(
    snapshot: &'a Snapshot,
    table: &QualifiedName,
) -> impl Iterator<Item = &'a Column> {
    snapshot
        .columns_of(table)
        .into_iter()
        .filter(|it| it.generated.is_none())
}

/// Returns whether a type is the server's own: its name has no schema.
pub(crate) fn is_builtin(r#type: &str) -> bool {
    let mut quoted = false;
    for character in r#type.chars() {
        match character {
            '"' => quoted = !quoted,
            '.' if !quoted => return false,
            _ => {}
        }
    }
    !r#type.starts_with('"') || r#type == "\"char\""
}
