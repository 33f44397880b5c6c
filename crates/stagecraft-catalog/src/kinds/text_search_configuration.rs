//! Text search configurations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::nullable;
use crate::{Kind, Object};

/// A text search configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextSearchConfiguration {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Its parser.
    pub parser: QualifiedName,
    /// The dictionaries of each type of token, in the order in which they are asked.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub mappings: BTreeMap<String, Vec<String>>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for TextSearchConfiguration {
    const KIND: Kind = Kind::TextSearchConfiguration;
    const SQL: &'static str = include_str!("text_search_configuration.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_ts_config where oid >= 16384)");
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

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
