//! What a profile says of one table.

use std::collections::BTreeMap;
use std::ops::Range;

use stagecraft_model::{Ident, QualifiedName};

use super::super::near::did_you_mean;
use super::super::place::Place;
use super::super::{FixedRow, ProfileError, RowCount, Scale, TableProfile, Template, Together};
use super::fields::{self, Value, entries, refuse_unknown};
use super::{column, scalar};

/// What an entry may have.
pub(super) const FIELDS: [&str; 5] = ["rows", "skip", "columns", "together", "fixed"];

pub(super) fn read(
    place: &Place<'_>,
    name: &QualifiedName,
    at: Range<usize>,
    value: &Value<'_>,
    scales: &BTreeMap<String, Scale>,
) -> Result<TableProfile, ProfileError> {
    let what = name.to_string();
    let table = fields::table(place, value, &what)?;
    refuse_unknown(place, table, &format!("the entry of {what}"), &FIELDS)?;
    let mut entry = TableProfile {
        at: Some(place.span(at)),
        ..TableProfile::default()
    };
    if let Some(skip) = table.get("skip") {
        let reason = scalar::string(place, skip, "`skip`")?;
        if reason.trim().is_empty() {
            return Err(place.error(skip.span(), "`skip` says why the table gets no rows"));
        }
        if let Some((other, span, _)) = entries(table).into_iter().find(|(key, ..)| *key != "skip")
        {
            return Err(place.error(
                span,
                format!("{what} is skipped, so `{other}` would mean nothing"),
            ));
        }
        entry.skip = Some(reason);
    }
    if let Some(rows) = table.get("rows") {
        entry.rows = Some(row_count(place, rows, scales)?);
        entry.rows_at = Some(place.span(rows.span()));
    }
    if let Some(columns) = table.get("columns") {
        for (key, span, value) in entries(fields::table(place, columns, "`columns`")?) {
            let read = column::read(place, key, span, value)?;
            entry.columns.insert(Ident::new(key), read);
        }
    }
    for value in list(place, table.get("together"), "together", &what)? {
        let together = together(place, value)?;
        for column in &together.columns {
            let elsewhere = entry.columns.contains_key(column)
                || entry.together.iter().any(|it| it.columns.contains(column));
            if elsewhere {
                return Err(place.error(
                    value.span(),
                    format!("`{}` is said already how to make", column.as_str()),
                ));
            }
        }
        entry.together.push(together);
    }
    for value in list(place, table.get("fixed"), "fixed", &what)? {
        entry.fixed.push(fixed(place, value)?);
    }
    Ok(entry)
}

/// Returns the items of a list of tables.
fn list<'r>(
    place: &Place<'_>,
    value: Option<&'r Value<'r>>,
    key: &str,
    table: &str,
) -> Result<Vec<&'r Value<'r>>, ProfileError> {
    let Some(value) = value else {
        return Ok(Vec::new());
    };
    value
        .get_ref()
        .as_array()
        .map(|it| it.iter().collect())
        .ok_or_else(|| {
            place.error(
                value.span(),
                format!("`{key}` is a list: [[table.\"{table}\".{key}]], with two brackets"),
            )
        })
}

fn row_count(
    place: &Place<'_>,
    value: &Value<'_>,
    scales: &BTreeMap<String, Scale>,
) -> Result<RowCount, ProfileError> {
    let Some(table) = value.get_ref().as_table() else {
        return scalar::whole(place, value, "`rows`").map(RowCount::Total);
    };
    let not_negative = |it: f64| it >= 0.0;
    if let Some(number) = table.get("per_tenant") {
        refuse_unknown(place, table, "`rows` with `per_tenant`", &["per_tenant"])?;
        return scalar::number_in(place, number, "`per_tenant`", "0 or more", not_negative)
            .map(RowCount::PerTenant);
    }
    if let Some(parent) = table.get("per") {
        refuse_unknown(place, table, "`rows` with `per`", &["per", "ratio"])?;
        let ratio = match table.get("ratio") {
            Some(it) => scalar::number_in(place, it, "`ratio`", "0 or more", not_negative)?,
            None => 1.0,
        };
        return Ok(RowCount::Per {
            parent: scalar::table_name(place, parent, "`per`")?,
            ratio,
        });
    }
    let mut counts = BTreeMap::new();
    for (scale, span, count) in entries(table) {
        if !scales.contains_key(scale) {
            let known = scales
                .keys()
                .map(String::as_str)
                .chain(["per_tenant", "per"]);
            let meant = did_you_mean(scale, known).unwrap_or_else(|| {
                let names: Vec<_> = scales.keys().map(String::as_str).collect();
                match names.as_slice() {
                    [] => "[scales] has none".to_owned(),
                    names => format!("[scales] has {}", names.join(", ")),
                }
            });
            return Err(place.error(
                span,
                format!("`{scale}` is no scale, and not `per_tenant` or `per`; {meant}"),
            ));
        }
        let what = format!("`{scale}`");
        counts.insert(scale.to_owned(), scalar::whole(place, count, &what)?);
    }
    if counts.is_empty() {
        return Err(place.error(value.span(), "`rows` says nothing; write a number"));
    }
    Ok(RowCount::ByScale(counts))
}

fn fixed(place: &Place<'_>, value: &Value<'_>) -> Result<FixedRow, ProfileError> {
    let table = fields::table(place, value, "a fixed row")?;
    let Some(tenant) = table.get("tenant") else {
        return Err(place.error(
            value.span(),
            "a fixed row needs `tenant`: which tenant does it belong to, from 0?",
        ));
    };
    let mut row = FixedRow {
        tenant: scalar::whole(place, tenant, "`tenant`")?,
        values: BTreeMap::new(),
        at: Some(place.span(value.span())),
    };
    for (key, _, value) in entries(table) {
        match (key, value.get_ref().as_table()) {
            ("tenant", _) => {}
            // A way to say columns that are called `tenant` or `values`.
            ("values", Some(values)) => {
                for (key, _, value) in entries(values) {
                    row.values
                        .insert(Ident::new(key), scalar::cell(place, value)?);
                }
            }
            _ => {
                row.values
                    .insert(Ident::new(key), scalar::cell(place, value)?);
            }
        }
    }
    Ok(row)
}

fn together(place: &Place<'_>, value: &Value<'_>) -> Result<Together, ProfileError> {
    let table = fields::table(place, value, "`together`")?;
    refuse_unknown(place, table, "`together`", &["columns", "rows"])?;
    let items = |key: &str| {
        table
            .get(key)
            .and_then(|it| it.get_ref().as_array())
            .filter(|it| !it.is_empty())
            .ok_or_else(|| {
                place.error(
                    table.get(key).map_or(value.span(), toml::Spanned::span),
                    format!("`together` needs `{key}`, a list"),
                )
            })
    };
    let mut together = Together {
        at: Some(place.span(value.span())),
        ..Together::default()
    };
    for column in items("columns")? {
        let name = Ident::new(scalar::string(place, column, "each of `columns`")?);
        if together.columns.contains(&name) {
            return Err(place.error(
                column.span(),
                format!("`{}` is among the columns already", name.as_str()),
            ));
        }
        together.columns.push(name);
    }
    for row in items("rows")? {
        together
            .rows
            .push(choice(place, row, together.columns.len())?);
    }
    if together.rows.iter().all(|(_, weight)| *weight == 0.0) {
        return Err(place.error(value.span(), "one of the weights has to be above 0"));
    }
    Ok(together)
}

/// Reads `["a", "b"]` or `{ weight = 3, values = ["a", "b"] }`.
fn choice(
    place: &Place<'_>,
    row: &Value<'_>,
    columns: usize,
) -> Result<(Vec<Option<String>>, f64), ProfileError> {
    let mut weight = 1.0;
    let mut values = row;
    if let Some(table) = row.get_ref().as_table() {
        refuse_unknown(place, table, "a row of `together`", &["weight", "values"])?;
        if let Some(it) = table.get("weight") {
            weight = scalar::number_in(place, it, "`weight`", "0 or more", |it| it >= 0.0)?;
        }
        values = table.get("values").ok_or_else(|| {
            place.error(
                row.span(),
                "a row of `together` needs `values`, one per column",
            )
        })?;
    }
    let Some(cells) = values.get_ref().as_array() else {
        return Err(scalar::other_type(
            place,
            values,
            "a row of `together`",
            "a list of values",
        ));
    };
    if cells.len() != columns {
        return Err(place.error(
            values.span(),
            format!("{} values for {columns} columns", cells.len()),
        ));
    }
    let mut texts = Vec::new();
    for cell in cells {
        let text = scalar::cell(place, cell)?;
        if let Some(text) = &text {
            Template::parse(text).map_err(|error| place.error(cell.span(), error.message))?;
        }
        texts.push(text);
    }
    Ok((texts, weight))
}
