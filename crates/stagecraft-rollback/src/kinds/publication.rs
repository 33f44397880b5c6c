//! Publications.

use stagecraft_catalog::{Publication, PublishedTable, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Publication {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = format!("create publication {}", self.name);
        if self.all_tables {
            sql.push_str(" for all tables");
        } else if !members(self).is_empty() {
            sql.push_str(&format!(" for {}", members(self)));
        }
        sql.push_str(&format!(" with ({})", settings(self)));
        vec![sql]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop publication if exists {}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.all_tables != from.all_tables || self.all_sequences != from.all_sequences {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        // What was not in it has left already.
        let stays: Vec<_> = from.tables.iter().filter(|it| names(self, it)).collect();
        let schemas: Vec<_> = from
            .schemas
            .iter()
            .filter(|it| self.schemas.contains(it))
            .collect();
        let is_changed = stays.iter().any(|it| !self.tables.contains(it));
        let new: Vec<_> = self
            .tables
            .iter()
            .filter(|it| !names(from, it))
            .map(table)
            .collect();
        if is_changed || schemas.len() != self.schemas.len() {
            sql.push(format!(
                "alter publication {} set {}",
                self.name,
                members(self)
            ));
        } else if !new.is_empty() {
            let list = new.join(", ");
            sql.push(format!("alter publication {} add table {list}", self.name));
        }
        if settings(self) != settings(from) {
            sql.push(format!(
                "alter publication {} set ({})",
                self.name,
                settings(self)
            ));
        }
        Change::Alter(sql)
    }
}

/// Returns what takes those tables and schemas out that were not in before.
pub(crate) fn leaving(is: &Publication, was: &Publication) -> Vec<String> {
    let mut sql = Vec::new();
    let tables: Vec<_> = is
        .tables
        .iter()
        .filter(|it| !names(was, it))
        .map(|it| format!("{}.{}", it.schema, it.name))
        .collect();
    if !tables.is_empty() {
        sql.push(format!(
            "alter publication {} drop table {}",
            is.name,
            tables.join(", ")
        ));
    }
    let schemas: Vec<_> = is
        .schemas
        .iter()
        .filter(|it| !was.schemas.contains(it))
        .map(ToString::to_string)
        .collect();
    if !schemas.is_empty() {
        sql.push(format!(
            "alter publication {} drop tables in schema {}",
            is.name,
            schemas.join(", ")
        ));
    }
    sql
}

/// Returns whether a publication has a table, whatever of it.
fn names(publication: &Publication, table: &PublishedTable) -> bool {
    let is_it = |it: &PublishedTable| it.schema == table.schema && it.name == table.name;
    publication.tables.iter().any(is_it)
}

fn members(publication: &Publication) -> String {
    let mut parts = Vec::new();
    let tables: Vec<_> = publication.tables.iter().map(table).collect();
    if !tables.is_empty() {
        parts.push(format!("table {}", tables.join(", ")));
    }
    let schemas: Vec<_> = publication
        .schemas
        .iter()
        .map(ToString::to_string)
        .collect();
    if !schemas.is_empty() {
        parts.push(format!("tables in schema {}", schemas.join(", ")));
    }
    parts.join(", ")
}

fn table(published: &PublishedTable) -> String {
    let mut text = format!("{}.{}", published.schema, published.name);
    if let Some(columns) = &published.columns {
        let names: Vec<_> = columns.iter().map(ToString::to_string).collect();
        text.push_str(&format!(" ({})", names.join(", ")));
    }
    if let Some(filter) = &published.filter {
        text.push_str(&format!(" where ({filter})"));
    }
    text
}

fn settings(publication: &Publication) -> String {
    let operations: Vec<_> = [
        (publication.inserts, "insert"),
        (publication.updates, "update"),
        (publication.deletes, "delete"),
        (publication.truncates, "truncate"),
    ]
    .into_iter()
    .filter(|(is_sent, _)| *is_sent)
    .map(|(_, word)| word)
    .collect();
    let mut text = format!(
        "publish = '{}', publish_via_partition_root = {}",
        operations.join(", "),
        publication.via_root
    );
    if let Some(generated) = publication.generated_columns {
        let word = match generated {
            stagecraft_catalog::GeneratedColumns::None => "none",
            stagecraft_catalog::GeneratedColumns::Stored => "stored",
        };
        text.push_str(&format!(", publish_generated_columns = {word}"));
    }
    text
}
