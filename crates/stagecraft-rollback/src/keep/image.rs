//! Values of a row as text, in one `jsonb`: the way in which every type can be
//! kept and read again.

use stagecraft_catalog::Column;
use stagecraft_model::{Ident, quote_literal};

/// Returns an expression for the values of columns of the row `alias`, by the
/// names that they had. The pairs are the name that a column had and the one
/// that it has.
///
/// Two arrays, since a function takes no more than 100 arguments.
pub(crate) fn image(alias: &str, columns: &[(Ident, Ident)]) -> String {
    let names: Vec<_> = columns
        .iter()
        .map(|(was, _)| quote_literal(was.as_str()))
        .collect();
    let values: Vec<_> = columns
        .iter()
        .map(|(_, is)| format!("{alias}.{is}::text"))
        .collect();
    if names.is_empty() {
        return "'{}'::jsonb".to_owned();
    }
    format!(
        "pg_catalog.jsonb_object(array[{}], array[{}])",
        names.join(", "),
        values.join(", ")
    )
}

/// Returns an expression for a kept value in its column's type.
pub(crate) fn value(image: &str, column: &Column) -> String {
    let name = quote_literal(column.name.as_str());
    format!("({image} ->> {name})::{}", column.r#type)
}
