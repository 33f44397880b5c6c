//! Rows without a value that they need: those of another table that took the
//! name, and those written since.

use stagecraft_catalog::{Column, ConstraintType, Object as _, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::{QualifiedName, quote_literal};

use super::Giving;
use crate::keep::image::value;
use crate::keep::key::source;
use crate::keep::{SCHEMA, copy};
use crate::kinds;

impl Giving<'_> {
    /// The rows of the table that took the name, as far as both have the same
    /// columns. What is about to be overwritten, or to go, may not fit.
    pub(super) fn transfer(&self, aside: &ObjectId) -> String {
        let table = &self.table.relation;
        let other = QualifiedName::of_name(&aside.name).unwrap_or_else(|| table.clone());
        let there = self.after.columns_of(&other);
        let key = self.table.key.columns();
        let mut names = Vec::new();
        let mut values = Vec::new();
        let mut is_beside = false;
        for was in copy::values(self.before, table) {
            let Some(is) = there.iter().find(|it| it.name == was.name) else {
                continue;
            };
            let name = &was.name;
            let converted = format!("t.{name}::text::{}", was.r#type);
            values.push(if is.r#type == was.r#type && copy::is_builtin(&is.r#type) {
                format!("t.{name}")
            } else if key.contains(name) {
                converted
            } else {
                is_beside = true;
                let word = quote_literal(name.as_str());
                format!(
                    "case when k.key is null or (k.was is not null and not k.was ? {word})\n    \
                     then {converted} else {} end",
                    value("k.was", was)
                )
            });
            names.push(name.to_string());
        }
        let mut from = format!("{other} as t");
        if is_beside {
            let own = |it: &&Column| (it.name.clone(), it.name.clone());
            let pairs: Vec<_> = there.iter().map(own).collect();
            let source = source(&other, &self.table.key, &pairs, &there);
            from = format!(
                "{}\nleft join {} as k on {}",
                source.from, self.rows, source.matches
            );
        }
        format!(
            "insert into {table} ({})\noverriding system value\nselect {} from {from}",
            names.join(", "),
            values.join(", ")
        )
    }

    /// Columns that the table which took the name does not have.
    pub(super) fn lost(&self, aside: &ObjectId) -> Vec<String> {
        let from = QualifiedName::of_name(&aside.name);
        let there = from.map_or_else(Vec::new, |it| self.after.columns_of(&it));
        copy::values(self.before, &self.table.relation)
            .filter(|was| !there.iter().any(|it| it.name == was.name))
            .map(|it| it.name.as_str().to_owned())
            .collect()
    }

    /// Rows written since have no value in a column that was dropped.
    pub(super) fn fill(&self, names: &[String]) -> Vec<String> {
        let table = &self.table.relation;
        self.before
            .columns_of(table)
            .into_iter()
            .filter(|it| {
                let is_named = names.iter().any(|name| name == it.name.as_str());
                is_named && (it.not_null || it.identity.is_some())
            })
            .filter_map(|it| {
                let column = &it.name;
                let (value, words) = self.filling(it)?;
                let relation = quote_literal(&table.to_string());
                let why = quote_literal(&format!(
                    " rows written since have no {column}: they get {words}"
                ));
                Some(format!(
                    "with filled as (\n  update {table} as t set {column} = {value}\n  \
                     where t.{column} is null returning 1\n)\n\
                     insert into {SCHEMA}.conflicts (version, relation, key, why)\n\
                     select {version}, {relation}, '{{}}', pg_catalog.count(*) || {why}\n\
                     from filled having pg_catalog.count(*) > 0",
                    version = quote_literal(&self.version),
                ))
            })
            .collect()
    }

    /// Returns what a row without a value gets, and how a person would say it.
    fn filling(&self, column: &Column) -> Option<(String, String)> {
        let table = &self.table.relation;
        let name = &column.name;
        let is_numbered = column.identity.is_some()
            || kinds::default_value(column).is_some_and(|it| it.starts_with("nextval("));
        if is_numbered {
            let value = format!(
                "(\n    select f.number from (\n      \
                 select r.tableoid as part, r.ctid as place,\n        \
                 pg_catalog.row_number() over (order by r.tableoid, r.ctid)\n        \
                 + (select coalesce(max(m.{name}), 0) from {table} as m) as number\n      \
                 from {table} as r where r.{name} is null\n    \
                 ) as f where f.part = t.tableoid and f.place = t.ctid\n  )"
            );
            return Some((value, "the next numbers".to_owned()));
        }
        if let Some(default) = kinds::default_value(column) {
            return Some((default.to_owned(), default.to_owned()));
        }
        // A neutral value may not pass: one that other rows have does.
        let is_checked = self
            .before
            .constraints_of(table)
            .any(|it| it.r#type == ConstraintType::Check && it.definition.contains(name.as_str()));
        if is_checked {
            let value = format!(
                "(select m.{name} from {table} as m where m.{name} is not null order by 1 limit 1)"
            );
            return Some((value, "the least that other rows have".to_owned()));
        }
        let value = neutral(column, self.before)?;
        Some((value.clone(), value))
    }
}

/// A value that nobody would take for one that somebody entered.
fn neutral(column: &Column, snapshot: &Snapshot) -> Option<String> {
    let r#type = &column.r#type;
    let bare = r#type.split('(').next().unwrap_or("").trim();
    let literal = match bare {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => "0",
        "text" | "character varying" | "character" | "name" | "bytea" => "''",
        "boolean" => "false",
        "jsonb" | "json" => "'{}'",
        "uuid" => "'00000000-0000-0000-0000-000000000000'",
        "timestamp with time zone" | "timestamp without time zone" | "date" => "'epoch'",
        "interval" => "'0'",
        _ if r#type.ends_with("[]") => "'{}'",
        _ => {
            let first = snapshot
                .enum_types
                .iter()
                .find(|it| it.name().to_string() == *r#type);
            return first
                .and_then(|it| it.labels.first())
                .map(|it| format!("{}::{}", quote_literal(it), r#type));
        }
    };
    Some(format!("{literal}::{type}"))
}
