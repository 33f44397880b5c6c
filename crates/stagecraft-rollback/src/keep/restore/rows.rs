//! Rows that go, rows that come, and those that cannot stay.

use stagecraft_catalog::{Constraint, ConstraintType, Object as _};
use stagecraft_model::quote_literal;

use super::Giving;
use crate::keep::image::value;
use crate::keep::{SCHEMA, copy};

impl Giving<'_> {
    pub(super) fn deletes(&self) -> Vec<String> {
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
                " and (f.tableoid, f.ctid) <> (t.tableoid, t.ctid)".clone_into(&mut not_itself);
            }
            conditions.push_str(&format!(
                "\n  and not exists (select from {} as f where {}{not_itself})",
                key.name().relation(),
                pairs.join(" and ")
            ));
        }
        conditions
    }

    pub(super) fn inserts(&self) -> Vec<String> {
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

    /// A row that came back and refers to one that has been deleted since
    /// cannot stay.
    pub(super) fn orphans(&self, only_deleted: bool) -> Vec<String> {
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
