//! Text search templates.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Kind, Object};

/// A text search template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextSearchTemplate {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The function that reads options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub init: Option<String>,
    /// The function that makes lexemes of a token.
    pub lexize: String,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for TextSearchTemplate {
    const KIND: Kind = Kind::TextSearchTemplate;
    const SQL: &'static str = include_str!("text_search_template.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_ts_template where oid >= 16384)");
    type Name = QualifiedName;

    fn name(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
