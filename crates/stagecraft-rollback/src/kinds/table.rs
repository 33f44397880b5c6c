//! Tables: ordinary, partitioned, foreign.

use stagecraft_catalog::{Object as _, Options, Persistence, ReplicaIdentity, Snapshot, Table};

use super::{
    Change, Restore, define, foreign_options, options_list, set_options, with_foreign_options,
};
use crate::context::{Context, relation_word};

impl Restore for Table {
    /// Defaults, constraints, indexes and the rest are made when what they
    /// need is there; a partition is attached last.
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let name = self.name();
        let is_partition = self.partition_bound.is_some();
        let columns: Vec<_> = context
            .columns(&name)
            .into_iter()
            .filter(|it| is_partition || !it.inherited)
            .map(|it| format!("  {}", define(it, context, false)))
            .collect();
        let word = match (self.persistence, &self.foreign_server) {
            (_, Some(_)) => "foreign table",
            (Persistence::Unlogged, None) => "unlogged table",
            _ => "table",
        };
        let mut sql = format!("create {word} {name} (\n{}\n)", columns.join(",\n"));
        if columns.is_empty() {
            sql = format!("create {word} {name} ()");
        }
        if !self.inherits.is_empty() && !is_partition {
            let parents: Vec<_> = self.inherits.iter().map(ToString::to_string).collect();
            sql.push_str(&format!(" inherits ({})", parents.join(", ")));
        }
        if let Some(key) = &self.partition_key {
            sql.push_str(&format!(" partition by {key}"));
        }
        if let Some(server) = &self.foreign_server {
            sql.push_str(&format!(" server {server}"));
            sql.push_str(&with_foreign_options(&self.foreign_options));
        }
        if let Some(method) = &self.access_method
            && method.as_str() != "heap"
        {
            sql.push_str(&format!(" using {method}"));
        }
        let mut options = options_list(&self.options);
        for (name, value) in self.toast_options.by_name() {
            let comma = if options.is_empty() { "" } else { ", " };
            options.push_str(&format!(
                "{comma}toast.{name}={}",
                super::option_value(value)
            ));
        }
        if !options.is_empty() {
            sql.push_str(&format!(" with ({options})"));
        }
        if let Some(tablespace) = &self.tablespace {
            sql.push_str(&format!(" tablespace {tablespace}"));
        }
        let mut statements = vec![sql];
        if let Some(of) = &self.of_type {
            statements.push(format!("alter table {name} of {of}"));
        }
        for column in context.columns(&name) {
            statements.extend(super::column::settings(column, None, context));
        }
        statements.extend(self.security(None));
        statements
    }

    fn drop(&self, snapshot: &Snapshot) -> Option<String> {
        let word = relation_word(snapshot, &self.name());
        Some(format!("drop {word} if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.partition_key != from.partition_key || self.foreign_server != from.foreign_server {
            return Change::Recreate;
        }
        let name = self.name();
        let table = if self.foreign_server.is_some() {
            format!("alter foreign table {name}")
        } else {
            format!("alter table {name}")
        };
        let mut sql = Vec::new();
        if self.persistence != from.persistence {
            let word = match self.persistence {
                Persistence::Unlogged => "unlogged",
                _ => "logged",
            };
            sql.push(format!("{table} set {word}"));
        }
        if let Some(method) = &self.access_method
            && self.access_method != from.access_method
        {
            sql.push(format!("{table} set access method {method}"));
        }
        if self.tablespace != from.tablespace {
            let tablespace = self
                .tablespace
                .as_ref()
                .map_or_else(|| "pg_default".to_owned(), ToString::to_string);
            sql.push(format!("{table} set tablespace {tablespace}"));
        }
        for part in set_options(&from.options, &self.options, "") {
            sql.push(format!("{table} {part}"));
        }
        for part in set_options(&from.toast_options, &self.toast_options, "toast.") {
            sql.push(format!("{table} {part}"));
        }
        if let Some(part) = foreign_options(&from.foreign_options, &self.foreign_options) {
            sql.push(format!("{table} {part}"));
        }
        if self.of_type != from.of_type {
            sql.push(match &self.of_type {
                Some(of) => format!("{table} of {of}"),
                None => format!("{table} not of"),
            });
        }
        sql.extend(self.security(Some(from)));
        Change::Alter(sql)
    }
}

/// Flags that are set one by one.
trait Flags {
    /// Row security, and what replication sends of old rows.
    fn security(&self, from: Option<&Table>) -> Vec<String>;
}

impl Flags for Table {
    fn security(&self, from: Option<&Table>) -> Vec<String> {
        let name = self.name();
        let mut sql = Vec::new();
        if self.rls_enabled != from.is_some_and(|it| it.rls_enabled) {
            let verb = if self.rls_enabled {
                "enable"
            } else {
                "disable"
            };
            sql.push(format!("alter table {name} {verb} row level security"));
        }
        if self.rls_forced != from.is_some_and(|it| it.rls_forced) {
            let verb = if self.rls_forced { "force" } else { "no force" };
            sql.push(format!("alter table {name} {verb} row level security"));
        }
        let old = from.map_or(ReplicaIdentity::Default, |it| it.replica_identity);
        // The server writes `nothing` for what is elsewhere.
        if self.replica_identity != old && self.foreign_server.is_none() {
            let word = match self.replica_identity {
                ReplicaIdentity::Default => Some("default"),
                ReplicaIdentity::Nothing => Some("nothing"),
                ReplicaIdentity::Full => Some("full"),
                // The index says so, when it is there.
                ReplicaIdentity::Index => None,
            };
            sql.extend(word.map(|it| format!("alter table {name} replica identity {it}")));
        }
        sql
    }
}

/// Storage parameters of a relation that has no others.
pub(super) fn relation_options(
    word: &str,
    name: impl std::fmt::Display,
    from: &Options,
    to: &Options,
) -> Vec<String> {
    set_options(from, to, "")
        .into_iter()
        .map(|part| format!("alter {word} {name} {part}"))
        .collect()
}
