//! Text search parsers.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Kind, Object};

/// A text search parser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextSearchParser {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The function that begins.
    pub start: String,
    /// The function that gives the next token.
    pub token: String,
    /// The function that ends.
    pub end: String,
    /// The function that makes headlines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The function that lists the types of tokens.
    pub types: String,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for TextSearchParser {
    const KIND: Kind = Kind::TextSearchParser;
    const SQL: &'static str = include_str!("text_search_parser.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_ts_parser where oid >= 16384)");
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
