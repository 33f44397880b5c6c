//! Publications.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident};

use super::{is_false, nullable};
use crate::{GeneratedColumns, Kind, Object};

/// A publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "PostgreSQL's own flags")]
pub struct Publication {
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Whether it is for all tables.
    #[serde(default, skip_serializing_if = "is_false")]
    pub all_tables: bool,
    /// Whether it is for all sequences, since PostgreSQL 19.
    #[serde(default, skip_serializing_if = "is_false")]
    pub all_sequences: bool,
    /// Whether it sends inserts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inserts: bool,
    /// Whether it sends updates.
    #[serde(default, skip_serializing_if = "is_false")]
    pub updates: bool,
    /// Whether it sends deletes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deletes: bool,
    /// Whether it sends truncates.
    #[serde(default, skip_serializing_if = "is_false")]
    pub truncates: bool,
    /// Whether changes of partitions are sent as their root's.
    #[serde(default, skip_serializing_if = "is_false")]
    pub via_root: bool,
    /// Which generated columns it sends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated_columns: Option<GeneratedColumns>,
    /// The tables, by name.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<PublishedTable>,
    /// The schemas whose tables it sends, ordered by name.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<Ident>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A table of a publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublishedTable {
    /// The schema.
    pub schema: Ident,
    /// The table.
    pub name: Ident,
    /// The columns, if not all, in the table's order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Ident>>,
    /// Which rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
}

impl Object for Publication {
    const KIND: Kind = Kind::Publication;
    const SQL: &'static str = include_str!("publication.sql");
    type Name = Ident;

    fn name(&self) -> Ident {
        self.name.clone()
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
