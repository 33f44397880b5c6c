//! Indexes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false};
use crate::{Kind, Object, Options};

/// An index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "PostgreSQL's own flags")]
pub struct Index {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The table or materialized view, in the same schema.
    pub table: Ident,
    /// The `CREATE INDEX` statement; absent when a constraint made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// The primary key, unique or exclusion constraint that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<Ident>,
    /// Storage parameters, when a constraint made it.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
    /// Whether it refuses equal keys.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// Whether queries use it; a failed `CONCURRENTLY` leaves one that is not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub valid: bool,
    /// Whether `CLUSTER` goes by it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub clustered: bool,
    /// Whether it is the table's replica identity.
    #[serde(default, skip_serializing_if = "is_false")]
    pub replica_identity: bool,
    /// The tablespace, if not the database's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<Ident>,
    /// The partitioned index that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition_of: Option<QualifiedName>,
    /// Statistics targets of expressions, by column number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistics: Option<BTreeMap<String, i32>>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Index {
    const KIND: Kind = Kind::Index;
    const SQL: &'static str = include_str!("index.sql");
    type Name = QualifiedName;

    fn name(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    fn belongs_to(&self) -> Option<QualifiedName> {
        Some(QualifiedName {
            schema: self.schema.clone(),
            name: self.table.clone(),
        })
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
