//! Tables: ordinary, partitioned, foreign.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false, nullable};
use crate::{Acl, Kind, Object, Options, Persistence, ReplicaIdentity};

/// A table; its columns, constraints, indexes, … are kinds of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// How long it lives.
    pub persistence: Persistence,
    /// The access method; absent where nothing is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_method: Option<Ident>,
    /// The tablespace, if not the database's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<Ident>,
    /// Storage parameters.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
    /// Storage parameters of its TOAST table.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub toast_options: Options,
    /// How it is partitioned: `RANGE (made_at)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition_key: Option<String>,
    /// Which part of its parent it is: `FOR VALUES …`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition_bound: Option<String>,
    /// Its parents, in order; one for a partition.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub inherits: Vec<QualifiedName>,
    /// Whether `DETACH PARTITION CONCURRENTLY` was begun and not ended.
    #[serde(default, skip_serializing_if = "is_false")]
    pub detach_pending: bool,
    /// The type that it is a table of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_type: Option<String>,
    /// What replication sends of old rows.
    pub replica_identity: ReplicaIdentity,
    /// Whether row security is on.
    #[serde(default, skip_serializing_if = "is_false")]
    pub rls_enabled: bool,
    /// Whether row security holds for the owner too.
    #[serde(default, skip_serializing_if = "is_false")]
    pub rls_forced: bool,
    /// The server of a foreign table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foreign_server: Option<Ident>,
    /// The options of a foreign table. Of those that may hold a secret only a digest.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub foreign_options: Options,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Table {
    const KIND: Kind = Kind::Table;
    const SQL: &'static str = include_str!("table.sql");
    type Name = QualifiedName;

    fn name(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
