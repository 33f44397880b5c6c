//! Constants for updates that read no column.

use stagecraft_model::{Ident, quote_literal};

use crate::contract::Entry;
use crate::facts::{ColumnFacts, Facts, Relation};

/// The runner puts a value of one of the actor's own rows in its place.
const FROM_A_ROW: &str = "{row}";

/// Returns what a blind update could set, the least intrusive first: columns
/// that no policy, key or trigger cares about come before others.
pub(super) fn sets(entry: &Entry, relation: &Relation, facts: &Facts) -> Vec<(String, String)> {
    let avoided: Vec<&Ident> = facts
        .policies_of(&relation.name)
        .flat_map(|it| &it.columns)
        .chain(relation.foreign_keys.iter().flat_map(|it| &it.columns))
        .collect();
    let is_special = |column: &ColumnFacts| {
        let name = column.name.as_str();
        entry.tenant.as_ref().is_some_and(|it| it.get_ref() == name)
            || entry.owner.as_ref().is_some_and(|it| it.get_ref() == name)
            || entry.protected.iter().any(|it| it.get_ref() == name)
    };
    let unique = |column: &ColumnFacts| {
        relation
            .indexes
            .iter()
            .any(|it| it.unique && it.columns.contains(&column.name))
    };
    let mut ranked = Vec::new();
    for column in &relation.columns {
        if column.generated || column.identity || !column.updatable || is_special(column) {
            continue;
        }
        let rank = u8::from(avoided.contains(&&column.name)) * 4 + u8::from(unique(column)) * 8;
        let points = relation
            .foreign_keys
            .iter()
            .any(|it| it.columns.contains(&column.name));
        if points {
            ranked.push((rank, column, FROM_A_ROW.to_owned()));
        }
        if column.not_null {
            for constant in constants(column).into_iter().take(1) {
                ranked.push((rank + 1, column, constant));
            }
            if column.default.is_some() {
                ranked.push((rank + 2, column, "default".to_owned()));
            }
            ranked.push((rank + 3, column, FROM_A_ROW.to_owned()));
        } else {
            ranked.push((rank, column, "null".to_owned()));
        }
    }
    ranked.sort_by_key(|it| it.0);
    let hint = entry
        .set
        .iter()
        .map(|it| (it.column.clone(), it.value.clone()));
    hint.chain(
        ranked
            .into_iter()
            .map(|(_, column, value)| (column.name.as_str().to_owned(), value)),
    )
    .collect()
}

/// Returns what an attempt to change a protected column sets.
pub(super) fn protected(entry: &Entry, relation: &Relation) -> Vec<(String, String)> {
    entry
        .protected
        .iter()
        .filter_map(|it| relation.column(&Ident::new(it.get_ref().as_str())))
        .filter(|it| !it.generated)
        .flat_map(|column| {
            let mut values = constants(column);
            if !column.not_null {
                values.push("null".to_owned());
            }
            values
                .into_iter()
                .map(|value| (column.name.as_str().to_owned(), value))
        })
        .collect()
}

/// Returns what makes a new row of one that is there: a column of the key that
/// is nobody's id and points at nothing, and a value for it.
pub(super) fn fresh(entry: &Entry, relation: &Relation) -> Option<(String, &'static str)> {
    let is_meant = |column: &ColumnFacts| {
        let name = column.name.as_str();
        let special = [&entry.tenant, &entry.owner].into_iter().flatten();
        !column.generated
            && !special.into_iter().any(|it| it.get_ref() == name)
            && !relation
                .foreign_keys
                .iter()
                .any(|it| it.columns.contains(&column.name))
    };
    let mut columns = relation
        .primary_key()
        .iter()
        .filter_map(|it| relation.column(it))
        .filter(|it| is_meant(it));
    columns.find_map(|column| {
        let value = match column.base_type.as_str() {
            "uuid" => "57a6ec4a-f700-4000-8000-000000000001",
            "integer" | "bigint" => "2147480007",
            "text" => "stagecraft",
            _ => return None,
        };
        Some((column.name.as_str().to_owned(), value))
    })
}

/// Returns constants of a column's type that rows are unlikely to have; of
/// types with few values, all or the outer ones.
fn constants(column: &ColumnFacts) -> Vec<String> {
    if let (Some(first), Some(last)) = (column.labels.first(), column.labels.last()) {
        return vec![quote_literal(first), quote_literal(last)];
    }
    let base = column.base_type.as_str();
    let value = match base {
        "boolean" => return vec!["true".to_owned(), "false".to_owned()],
        "uuid" => "'57a6ec4a-f700-4000-8000-000000000000'",
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => "7",
        "text" | "character varying" | "character" | "citext" | "extensions.citext"
        | "public.citext" => "'stagecraft'",
        "date" | "timestamp with time zone" | "timestamp without time zone" => "'2001-02-03'",
        "time without time zone" | "time with time zone" => "'04:05:06'",
        "interval" => "'7 days'",
        "json" | "jsonb" => "'{\"stagecraft\": true}'",
        "bytea" => "'\\x57'",
        "inet" | "cidr" => "'192.0.2.7'",
        _ if base.ends_with("[]") => "'{}'",
        _ => return Vec::new(),
    };
    vec![value.to_owned()]
}
