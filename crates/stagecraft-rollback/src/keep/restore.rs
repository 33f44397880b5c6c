//! Giving kept rows back: values, then what was inserted goes, then what was
//! deleted comes.

use std::collections::BTreeMap;

use stagecraft_catalog::{
    Column, Constraint, ConstraintType, IdentityKind, Object as _, ObjectId, ObjectKey as _,
    Snapshot,
};
use stagecraft_model::{Ident, QualifiedName, quote_literal};

use super::check::{is_checked, now, restorable};
use super::image::value;
use super::key::source;
use super::quiet::{triggers, waiting_keys};
use super::{Kept, KeptTable, Key, SCHEMA, Strategy, copy, room};
use crate::context::relation;
use crate::kinds;
use crate::plan::Rows;
use crate::task::Phase;

/// The statements that give rows back, by table and step.
#[derive(Debug, Default)]
pub(crate) struct Restored {
    pub(crate) rows: BTreeMap<(Phase, QualifiedName), Rows>,
    /// Before and after all of them.
    pub(crate) around: (Vec<String>, Vec<String>),
}

/// Returns the statements that give back what is kept; tables have their old
/// shape by then, without what judges rows. `role` runs them.
pub(crate) fn restore(
    kept: &Kept,
    before: &Snapshot,
    (left, after): (&Snapshot, &Snapshot),
    role: &Ident,
) -> Restored {
    let mut restored = Restored::default();
    let given: Vec<&KeptTable> = kept
        .tables
        .iter()
        .filter(|it| !matches!(it.strategy, Strategy::Move { .. }))
        .collect();
    let giving = |number, table: &'_ KeptTable| Giving {
        rows: restorable(
            number,
            table,
            is_checked(table, &now(table, left, after), after),
        ),
        version: kept.version.clone(),
        table: table.clone(),
        before,
        after,
    };
    let mut quiet = Vec::new();
    for (number, table) in (1..).zip(&kept.tables) {
        let of = giving(number, table);
        match &table.strategy {
            Strategy::Move { .. } => {
                restored.add(Phase::Orphans, table, of.orphans(false));
            }
            Strategy::Copy => {
                restored.add(Phase::Inserts, table, vec![copy::restore(table, before)]);
                restored.add(Phase::Orphans, table, of.orphans(false));
            }
            Strategy::Difference { columns } if !columns.is_empty() => {
                restored.add(Phase::Values, table, of.values(Some(columns)));
                restored.add(Phase::Values, table, of.fill(columns));
                quiet.push(table);
            }
            Strategy::Difference { .. } | Strategy::Capture => {
                let mut lost = Vec::new();
                if table.is_replaced
                    && let Some(aside) = aside(table, left, after)
                {
                    restored.add(Phase::Values, table, vec![of.transfer(&aside)]);
                    for read in with_partitions(&aside, after) {
                        restored.reads(table, read);
                    }
                    lost = of.lost(&aside);
                }
                restored.add(Phase::Values, table, of.values(None));
                restored.add(Phase::Values, table, of.fill(&lost));
                restored.add(Phase::Deletes, table, of.deletes());
                let emptied = room::emptied(table, before, after);
                restored.add(Phase::Deletes, table, of.fill(&emptied));
                restored.add(Phase::Inserts, table, of.inserts());
                restored.add(Phase::Orphans, table, of.orphans(true));
                quiet.push(table);
            }
        }
    }
    for table in quiet {
        let (off, on) = triggers(&table.relation, before, after, role);
        restored.around.0.extend(off);
        restored.around.1.extend(on);
        restored
            .around
            .1
            .extend(room::not_null_again(table, before, after));
    }
    let (wait, check) = waiting_keys(&given, before, after, role);
    restored.around.0.extend(wait);
    restored.around.1.splice(0..0, check);
    restored
}

/// Returns the table that took the name of a kept one, under its name of now.
pub(crate) fn aside(kept: &KeptTable, left: &Snapshot, after: &Snapshot) -> Option<ObjectId> {
    let object = relation(left, &kept.relation)?;
    let identity = left.identities.of(&object)?;
    after.identities.object(object.kind, identity).cloned()
}

/// Returns a table and the tables that its rows stand in.
fn with_partitions(table: &ObjectId, snapshot: &Snapshot) -> Vec<ObjectId> {
    let mut all = vec![table.clone()];
    let Some(name) = QualifiedName::of_name(&table.name) else {
        return all;
    };
    for child in &snapshot.tables {
        if child.inherits.contains(&name) {
            all.extend(with_partitions(&child.id(), snapshot));
        }
    }
    all
}

impl Restored {
    /// Says that a table is read to give rows back to another.
    fn reads(&mut self, table: &KeptTable, read: ObjectId) {
        let key = (Phase::Values, table.relation.clone());
        self.rows.entry(key).or_default().reads.push(read);
    }

    fn add(&mut self, phase: Phase, table: &KeptTable, sql: Vec<String>) {
        if !sql.is_empty() {
            let rows = self
                .rows
                .entry((phase, table.relation.clone()))
                .or_default();
            rows.sql.extend(sql);
        }
    }
}

struct Giving<'a> {
    /// Where the rows stand that may be given back.
    rows: String,
    version: String,
    table: KeptTable,
    before: &'a Snapshot,
    after: &'a Snapshot,
}

impl Giving<'_> {
    /// The table in its old shape, `t`, beside what is kept, `k`.
    fn found(&self) -> (String, String) {
        let columns = self.before.columns_of(&self.table.relation);
        let pairs: Vec<_> = columns
            .iter()
            .map(|it| (it.name.clone(), it.name.clone()))
            .collect();
        let source = source(&self.table.relation, &self.table.key, &pairs, &columns);
        (source.from, source.matches)
    }

    /// `for` an `update … from` the table itself may not be joined again.
    fn matches(&self) -> (String, String) {
        let (from, matches) = self.found();
        match &self.table.key {
            Key::Columns(_) => (String::new(), matches),
            Key::Content(_) => {
                let table = &self.table.relation;
                let inner = from.replacen(&format!("{table} as t\n  join ("), "(", 1);
                let inner = inner.replacen(" on s.place = t.ctid", "", 1);
                (
                    format!(",\n  {inner}"),
                    format!("{matches} and s.place = t.ctid"),
                )
            }
        }
    }

    /// The rows of the table that took the name, as far as both have the same
    /// columns.
    fn transfer(&self, aside: &ObjectId) -> String {
        let table = &self.table.relation;
        let from = QualifiedName::of_name(&aside.name).unwrap_or_else(|| table.clone());
        let there = self.after.columns_of(&from);
        let common: Vec<_> = copy::values(self.before, table)
            .filter_map(|was| {
                let is = there.iter().find(|it| it.name == was.name)?;
                let value = if is.r#type == was.r#type {
                    was.name.to_string()
                } else {
                    format!("{}::text::{}", was.name, was.r#type)
                };
                Some((was.name.to_string(), value))
            })
            .collect();
        let (names, values): (Vec<_>, Vec<_>) = common.into_iter().unzip();
        format!(
            "insert into {table} ({})\noverriding system value\nselect {} from {from}",
            names.join(", "),
            values.join(", ")
        )
    }

    fn settable(&self, names: Option<&[String]>) -> Vec<&Column> {
        let key = self.table.key.columns();
        self.before
            .columns_of(&self.table.relation)
            .into_iter()
            .filter(|it| it.generated.is_none())
            .filter(|it| {
                if let Some(names) = names {
                    return names.iter().any(|name| name == it.name.as_str());
                }
                // What identifies a row cannot have changed in it.
                let is_numbered = it.identity == Some(IdentityKind::Always);
                !is_numbered && !key.contains(&it.name)
            })
            .collect()
    }

    fn values(&self, names: Option<&[String]>) -> Vec<String> {
        let columns = self.settable(names);
        let mut sql = Vec::new();
        let (more, matches) = self.matches();
        let table = &self.table.relation;
        if !columns.is_empty() {
            let is_one = names.is_some_and(|it| it.len() == 1);
            let set: Vec<_> = columns
                .iter()
                .map(|it| {
                    let kept = value("k.was", it);
                    if is_one {
                        format!("{} = {kept}", it.name)
                    } else {
                        let name = quote_literal(it.name.as_str());
                        format!(
                            "{column} = case when k.was ? {name} then {kept} else t.{column} end",
                            column = it.name
                        )
                    }
                })
                .collect();
            let is_given = match columns.first() {
                Some(column) if is_one => {
                    format!("k.was ? {}", quote_literal(column.name.as_str()))
                }
                _ => "k.was is not null".to_owned(),
            };
            sql.push(format!(
                "update {table} as t\nset {}\nfrom {} as k{more}\n\
                 where {is_given} and k.left_as is not null\n  and {matches}",
                set.join(",\n  "),
                self.rows
            ));
        }
        sql
    }

    /// Columns that the table which took the name does not have.
    fn lost(&self, aside: &ObjectId) -> Vec<String> {
        let from = QualifiedName::of_name(&aside.name);
        let there = from.map_or_else(Vec::new, |it| self.after.columns_of(&it));
        copy::values(self.before, &self.table.relation)
            .filter(|was| !there.iter().any(|it| it.name == was.name))
            .map(|it| it.name.as_str().to_owned())
            .collect()
    }

    /// A row that came back and refers to one that has been deleted since
    /// cannot stay.
    fn orphans(&self, only_deleted: bool) -> Vec<String> {
        let table = &self.table.relation;
        let mut sql = Vec::new();
        for key in crate::plan::foreign_keys(self.before, table) {
            let (Some((own, other)), Some(parent)) = (key_columns(key), &key.references) else {
                continue;
            };
            if key.inherited || key.definition.contains(" NOT VALID") {
                continue;
            }
            let pairs: Vec<_> = own
                .iter()
                .zip(&other)
                .map(|(own, other)| format!("p.{other} = t.{own}"))
                .collect();
            let given: Vec<_> = own.iter().map(|it| format!("t.{it} is not null")).collect();
            let (using, matches) = if only_deleted {
                let (more, matches) = self.matches();
                (
                    format!("\n  using {} as k{more}", self.rows),
                    format!("\n    and k.was is not null and k.left_as is null and {matches}"),
                )
            } else {
                (String::new(), String::new())
            };
            sql.push(format!(
                "with orphans as (\n  delete from {table} as t{using}\n  \
                 where {} and not exists (select from {parent} as p where {}){matches}\n  \
                 returning pg_catalog.to_jsonb(t) as was\n)\n\
                 insert into {SCHEMA}.conflicts (version, relation, key, why, was)\n\
                 select {}, {}, '{{}}', {}, was from orphans",
                given.join(" and "),
                pairs.join(" and "),
                quote_literal(&self.version),
                quote_literal(&table.to_string()),
                quote_literal(&format!(
                    "it refers to a row of {parent} that was deleted since: it cannot come back"
                )),
            ));
        }
        sql
    }

    /// Rows written since have no value in a column that was dropped.
    fn fill(&self, names: &[String]) -> Vec<String> {
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
                 select r.ctid as place, pg_catalog.row_number() over (order by r.ctid)\n        \
                 + (select coalesce(max(m.{name}), 0) from {table} as m) as number\n      \
                 from {table} as r where r.{name} is null\n    \
                 ) as f where f.place = t.ctid\n  )"
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

    fn deletes(&self) -> Vec<String> {
        let (more, matches) = self.matches();
        let (rows, table) = (&self.rows, &self.table.relation);
        let free = self.unreferenced();
        let mut sql = vec![format!(
            "delete from {table} as t\nusing {rows} as k{more}\n\
             where k.was is null\n  and {matches}{free}"
        )];
        if !free.is_empty() {
            let (from, matches) = self.found();
            sql.push(format!(
                "insert into {SCHEMA}.conflicts (version, relation, key, why)\n\
                 select {}, {}, k.key,\n  \
                 'a row that the migration inserted is used by others since: it stays'\n\
                 from {rows} as k\njoin {from} on {matches}\nwhere k.was is null",
                quote_literal(&self.version),
                quote_literal(&table.to_string())
            ));
        }
        sql
    }

    /// A row that others point at stays: deleting it might delete them.
    fn unreferenced(&self) -> String {
        let table = &self.table.relation;
        let mut conditions = String::new();
        for key in &self.before.constraints {
            if key.references.as_ref() != Some(table) || key.r#type != ConstraintType::ForeignKey {
                continue;
            }
            let is_there = self.after.constraints.contains(&key.name());
            let Some((own, other)) = key_columns(key) else {
                continue;
            };
            if !is_there || key.inherited {
                continue;
            }
            let pairs: Vec<_> = own
                .iter()
                .zip(&other)
                .map(|(own, other)| format!("f.{own} = t.{other}"))
                .collect();
            let mut not_itself = String::new();
            if key.name().relation() == *table {
                " and f.ctid <> t.ctid".clone_into(&mut not_itself);
            }
            conditions.push_str(&format!(
                "\n  and not exists (select from {} as f where {}{not_itself})",
                key.name().relation(),
                pairs.join(" and ")
            ));
        }
        conditions
    }

    fn inserts(&self) -> Vec<String> {
        let table = &self.table.relation;
        let columns: Vec<_> = copy::values(self.before, table).collect();
        let names: Vec<_> = columns.iter().map(|it| it.name.to_string()).collect();
        let values: Vec<_> = columns.iter().map(|it| value("k.was", it)).collect();
        vec![format!(
            "insert into {table} ({})\noverriding system value\nselect {}\nfrom {} as k\n\
             where k.was is not null and k.left_as is null",
            names.join(", "),
            values.join(", "),
            self.rows
        )]
    }
}

/// Reads `FOREIGN KEY (a, b) REFERENCES t(c, d)`.
pub(crate) fn key_columns(key: &Constraint) -> Option<(Vec<String>, Vec<String>)> {
    let list = |text: &str| -> Option<Vec<String>> {
        let (_, rest) = text.split_once('(')?;
        let (inside, _) = rest.split_once(')')?;
        Some(inside.split(',').map(|it| it.trim().to_owned()).collect())
    };
    let (own, other) = key.definition.split_once(" REFERENCES ")?;
    Some((list(own)?, list(other)?))
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
