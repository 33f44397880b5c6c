//! Indexes; one that a constraint made comes and goes with it.

use std::collections::BTreeMap;

use stagecraft_catalog::{Index, Object as _, Snapshot};
use stagecraft_model::QualifiedName;

use super::{Change, Restore, bare, table};
use crate::context::{Context, is_partitioned};

impl Restore for Index {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let mut sql = Vec::new();
        if let Some(definition) = &self.definition
            && self.partition_of.is_none()
        {
            let relation = QualifiedName {
                schema: self.schema.clone(),
                name: self.table.clone(),
            };
            let definition = bare(definition);
            // Made on the partitioned table, it is made on the partitions.
            let definition = if is_partitioned(context.before, &relation) {
                definition.replacen(" ON ONLY ", " ON ", 1)
            } else {
                definition.to_owned()
            };
            sql.push(definition);
        }
        sql.extend(self.settings(None));
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        (self.constraint.is_none() && self.partition_of.is_none())
            .then(|| format!("drop index if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let is_same = self.definition.as_ref().map(|it| without_options(it))
            == from.definition.as_ref().map(|it| without_options(it))
            && self.constraint == from.constraint
            && self.table == from.table
            && self.unique == from.unique
            && self.valid == from.valid;
        if !is_same || self.partition_of != from.partition_of {
            return Change::Recreate;
        }
        let name = self.name();
        let mut sql = Vec::new();
        if self.definition == from.definition {
            sql.extend(table::relation_options(
                "index",
                &name,
                &from.options,
                &self.options,
            ));
        } else {
            return Change::Recreate;
        }
        if self.tablespace != from.tablespace {
            let tablespace = self
                .tablespace
                .as_ref()
                .map_or_else(|| "pg_default".to_owned(), ToString::to_string);
            sql.push(format!("alter index {name} set tablespace {tablespace}"));
        }
        sql.extend(self.settings(Some(from)));
        Change::Alter(sql)
    }
}

trait Settings {
    /// What is said of an index that is there.
    fn settings(&self, from: Option<&Index>) -> Vec<String>;
}

impl Settings for Index {
    fn settings(&self, from: Option<&Index>) -> Vec<String> {
        let name = self.name();
        let relation = QualifiedName {
            schema: self.schema.clone(),
            name: self.table.clone(),
        };
        let mut sql = Vec::new();
        if self.clustered && !from.is_some_and(|it| it.clustered) {
            sql.push(format!("alter table {relation} cluster on {}", self.name));
        }
        if !self.clustered && from.is_some_and(|it| it.clustered) {
            sql.push(format!("alter table {relation} set without cluster"));
        }
        if self.replica_identity && !from.is_some_and(|it| it.replica_identity) {
            sql.push(format!(
                "alter table {relation} replica identity using index {}",
                self.name
            ));
        }
        let none = BTreeMap::new();
        let old = from.and_then(|it| it.statistics.as_ref()).unwrap_or(&none);
        let new = self.statistics.as_ref().unwrap_or(&none);
        for (column, target) in new {
            if old.get(column) != Some(target) {
                sql.push(format!(
                    "alter index {name} alter column {column} set statistics {target}"
                ));
            }
        }
        for column in old.keys().filter(|it| !new.contains_key(*it)) {
            sql.push(format!(
                "alter index {name} alter column {column} set statistics -1"
            ));
        }
        sql
    }
}

/// Takes off the storage parameters, which can be set later.
fn without_options(definition: &str) -> &str {
    definition.split(" WITH (").next().unwrap_or(definition)
}
