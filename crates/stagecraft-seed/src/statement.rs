//! The SQL that is sent.

use stagecraft_model::{Ident, QualifiedName, quote_literal};

use crate::cell::Cell;
use crate::datum::Datum;
use crate::shape::{Column, Shape, Source};

/// The block that tries statements until one succeeds, row by row.
const ATTEMPTS: &str = include_str!("attempts.sql");

/// Where the block leaves what it saw.
const OUTCOME: &str = "stagecraft.outcome";

/// Goes before a query that should fail rather than hide rows behind row
/// security.
pub(crate) const SHOW_ALL_ROWS: &str = "set local row_security = off";

/// Returns a query for the first rows of a table.
pub(crate) fn read(shape: &Shape, columns: &[usize], limit: usize) -> String {
    format!(
        "select {} from {}{} limit {limit}",
        list(shape, columns, "null"),
        only(shape),
        shape.name
    )
}

/// Returns a query for the first rows of a table with where they are stored.
pub(crate) fn read_places(shape: &Shape, columns: &[usize], limit: usize) -> String {
    format!(
        "{SHOW_ALL_ROWS}; select tableoid, ctid, {} from {}{} limit {limit}",
        list(shape, columns, "null"),
        only(shape),
        shape.name
    )
}

/// Returns an `INSERT` of some rows.
pub(crate) fn insert(shape: &Shape, rows: &[&[Cell]], returning: &str) -> String {
    let is_given = |n: &usize| {
        rows.iter()
            .any(|row| matches!(row.get(*n), Some(Cell::Value(_))))
    };
    let written: Vec<usize> = (0..shape.columns.len())
        .filter(|it| shape.columns.get(*it).is_some_and(Column::is_written))
        .collect();
    let mut columns: Vec<usize> = written.iter().copied().filter(is_given).collect();
    if columns.is_empty() {
        columns.extend(written.first());
    }
    let overriding = columns.iter().any(|it| {
        is_given(it)
            && shape
                .columns
                .get(*it)
                .is_some_and(|it| matches!(it.source, Source::Identity))
    });
    let overriding = if overriding {
        " overriding system value"
    } else {
        ""
    };
    if columns.is_empty() {
        return format!(
            "insert into {} select from pg_catalog.generate_series(1, {}){returning}",
            shape.name,
            rows.len()
        );
    }
    let tuples: Vec<_> = rows
        .iter()
        .map(|row| {
            let values: Vec<_> = columns.iter().map(|it| value(shape, row, *it)).collect();
            format!("({})", values.join(", "))
        })
        .collect();
    format!(
        "insert into {} ({}){overriding} values {}{returning}",
        shape.name,
        list(shape, &columns, ""),
        tuples.join(", ")
    )
}

fn value(shape: &Shape, row: &[Cell], at: usize) -> String {
    match (row.get(at), shape.columns.get(at)) {
        (Some(Cell::Value(datum)), Some(column)) => datum.sql(&column.r#type),
        _ => "default".to_owned(),
    }
}

/// Returns ` returning …` for a statement of its own.
pub(crate) fn returning(shape: &Shape, columns: &[usize]) -> String {
    format!(" returning {}", list(shape, columns, "null"))
}

/// Returns ` returning …` for a statement of the block.
fn returning_json(shape: &Shape, columns: &[usize]) -> String {
    let texts: Vec<_> = columns
        .iter()
        .filter_map(|it| shape.columns.get(*it))
        .map(|it| format!("{}::text", it.name))
        .collect();
    format!(
        " returning pg_catalog.jsonb_build_array({})",
        texts.join(", ")
    )
}

/// Returns an `INSERT` of one row, for the block.
pub(crate) fn insert_one(shape: &Shape, row: &[Cell], columns: &[usize]) -> String {
    insert(shape, &[row], &returning_json(shape, columns))
}

/// Where a row is stored: the partition's oid and the place in it.
pub(crate) type Place = (String, String);

/// Returns an `UPDATE` of some columns in some rows.
pub(crate) fn update(shape: &Shape, columns: &[usize], rows: &[(&Place, &[Cell])]) -> String {
    let columns: Vec<_> = columns
        .iter()
        .filter_map(|it| Some((*it, shape.columns.get(*it)?)))
        .collect();
    let sets: Vec<_> = columns
        .iter()
        .map(|(n, it)| format!("{} = stagecraft_new.c{n}", it.name))
        .collect();
    let names: Vec<_> = columns.iter().map(|(n, _)| format!(", c{n}")).collect();
    let tuples: Vec<_> = rows
        .iter()
        .map(|((oid, place), row)| {
            let values: Vec<_> = columns
                .iter()
                .map(|(n, column)| {
                    let sql = row
                        .get(*n)
                        .and_then(Cell::known)
                        .unwrap_or(&Datum::Null)
                        .sql(&column.r#type);
                    format!(", {sql}::{}", column.sql_type)
                })
                .collect();
            format!(
                "({oid}::oid, {}::tid{})",
                quote_literal(place),
                values.concat()
            )
        })
        .collect();
    format!(
        "update {}{} as stagecraft_old set {} from (values {}) as stagecraft_new (o, p{}) \
         where stagecraft_old.tableoid = stagecraft_new.o and stagecraft_old.ctid = stagecraft_new.p",
        only(shape),
        shape.name,
        sets.join(", "),
        tuples.join(", "),
        names.concat()
    )
}

/// Returns an `UPDATE` of one row, for the block.
pub(crate) fn update_one(shape: &Shape, columns: &[usize], place: &Place, row: &[Cell]) -> String {
    format!(
        "{} returning '[]'::pg_catalog.jsonb",
        update(shape, columns, &[(place, row)])
    )
}

/// What is tried for one row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempt {
    /// What is run before, or nothing.
    pub(crate) before: String,
    /// One statement after the other, until one succeeds.
    pub(crate) statements: Vec<String>,
}

/// Returns a statement that lets the functions of the platform believe that a
/// user is signed in.
pub(crate) fn sign_in(user: &str) -> String {
    let claims = serde_json::json!({"sub": user, "role": "authenticated"});
    format!(
        "select pg_catalog.set_config('request.jwt.claims', {}, true)",
        quote_literal(&claims.to_string())
    )
}

/// Returns a block that makes the attempts at each row; its last result is one
/// row of JSON.
pub(crate) fn attempts(work: &[Attempt], before: &str, after: &str) -> String {
    let work: Vec<_> = work
        .iter()
        .map(|it| [std::slice::from_ref(&it.before), &it.statements].concat())
        .collect();
    let json = serde_json::to_string(&work).unwrap_or_default();
    let mut tag = "$stagecraft$".to_owned();
    while json.contains(&tag) {
        tag = format!("{}_$", tag.trim_end_matches('$'));
    }
    let block = ATTEMPTS
        .replace("$work$", &quote_literal(&json))
        .replace("$outcome$", OUTCOME);
    format!(
        "set constraints all immediate; {before} do {tag}{block}{tag}; {after} \
         select pg_catalog.current_setting('{OUTCOME}')"
    )
}

/// Fires no trigger for the rest of the transaction, foreign keys' own
/// included: rows have to be right of themselves.
pub(crate) const AS_REPLICA: &str = "set local session_replication_role = replica;";

/// Returns statements that disable triggers, and that enable them again as
/// they were.
pub(crate) fn without_triggers(shape: &Shape) -> (String, String) {
    use stagecraft_catalog::Enabled;
    let (mut off, mut on) = (String::new(), String::new());
    for (name, enabled) in &shape.triggers {
        let how = match enabled {
            Enabled::Always => "enable always",
            Enabled::Replica => "enable replica",
            Enabled::Origin | Enabled::Disabled => "enable",
        };
        off.push_str(&format!(
            "alter table {} disable trigger {name}; ",
            shape.name
        ));
        on.push_str(&format!(
            "alter table {} {how} trigger {name}; ",
            shape.name
        ));
    }
    (off, on)
}

/// Returns one statement that inserts into several tables: what they point at
/// is looked for at its end.
pub(crate) fn insert_together(inserts: &[String]) -> String {
    let parts: Vec<_> = inserts
        .iter()
        .enumerate()
        .map(|(n, it)| format!("stagecraft_{n} as ({it})"))
        .collect();
    format!("with {} select 1", parts.join(", "))
}

/// Returns the name of a table's column as SQL, for a message.
pub(crate) fn column_of(table: &QualifiedName, column: &Ident) -> String {
    format!("{table}.{column}")
}

fn only(shape: &Shape) -> &'static str {
    if shape.only { "only " } else { "" }
}

fn list(shape: &Shape, columns: &[usize], or_else: &str) -> String {
    let names: Vec<_> = columns
        .iter()
        .filter_map(|it| shape.columns.get(*it))
        .map(|it| it.name.to_string())
        .collect();
    if names.is_empty() {
        or_else.to_owned()
    } else {
        names.join(", ")
    }
}
