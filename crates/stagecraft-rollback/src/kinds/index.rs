//! Indexes; one that a constraint made comes and goes with it.

use std::collections::BTreeMap;

use stagecraft_catalog::{Index, Object as _, Options, Snapshot};
use stagecraft_model::{Ident, QualifiedName};

use super::{Change, Restore, bare, table};
use crate::context::{Context, is_partitioned};

impl Restore for Index {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let relation = self.relation();
        let is_whole = is_partitioned(context.before, &relation);
        // Why queries do not use an index is not known: it may not come back, and
        // then nothing else would.
        if !self.valid && !is_whole {
            return Vec::new();
        }
        let mut sql = Vec::new();
        // On a partitioned table it is made alone: each partition has its own,
        // under its own name, and is attached.
        if let Some(definition) = &self.definition {
            sql.push(bare(definition).to_owned());
        } else {
            let none = Options::default();
            let name = self.name();
            sql.extend(table::relation_options("index", name, &none, &self.options));
            let space = self.tablespace.as_ref();
            sql.extend(space.map(|it| tablespace(self, it)));
        }
        sql.extend(self.settings(None));
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        (self.constraint.is_none() && self.partition_of.is_none())
            .then(|| format!("drop index if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        let is_same = self.definition.as_ref().map(|it| without_options(it))
            == from.definition.as_ref().map(|it| without_options(it))
            && self.constraint == from.constraint
            && self.table == from.table
            && self.unique == from.unique;
        if is_same && !self.valid && !is_partitioned(context.before, &self.relation()) {
            return Change::Alter(Vec::new());
        }
        let is_same = is_same && self.valid == from.valid;
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
            let usual = Ident::new("pg_default");
            sql.push(tablespace(self, self.tablespace.as_ref().unwrap_or(&usual)));
        }
        sql.extend(self.settings(Some(from)));
        Change::Alter(sql)
    }
}

/// Returns what makes an index of a partition a part of the whole one; nothing
/// happens where it is one already.
pub(crate) fn attach(index: &Index) -> Option<String> {
    let whole = index.partition_of.as_ref()?;
    let name = index.name();
    let is_own = index.constraint.is_none();
    is_own.then(|| format!("alter index {whole} attach partition {name}"))
}

fn tablespace(index: &Index, tablespace: &Ident) -> String {
    format!("alter index {} set tablespace {tablespace}", index.name())
}

trait Settings {
    /// The table or materialized view.
    fn relation(&self) -> QualifiedName;

    /// What is said of an index that is there.
    fn settings(&self, from: Option<&Index>) -> Vec<String>;
}

impl Settings for Index {
    fn relation(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.table.clone(),
        }
    }

    fn settings(&self, from: Option<&Index>) -> Vec<String> {
        let name = self.name();
        let relation = self.relation();
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
