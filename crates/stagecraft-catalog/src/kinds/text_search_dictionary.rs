//! Text search dictionaries.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Kind, Object};

/// A text search dictionary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextSearchDictionary {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Its template.
    pub template: QualifiedName,
    /// The options of the template: `stopwords = 'english'`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<String>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for TextSearchDictionary {
    const KIND: Kind = Kind::TextSearchDictionary;
    const SQL: &'static str = include_str!("text_search_dictionary.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_ts_dict where oid >= 16384)");
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
