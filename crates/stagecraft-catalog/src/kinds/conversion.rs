//! Conversions between encodings.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::is_false;
use crate::{Kind, Object};

/// A conversion between two encodings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conversion {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// The encoding of what comes in.
    pub source: String,
    /// The encoding of what goes out.
    pub target: String,
    /// The function that converts.
    pub function: String,
    /// Whether it is the one that clients get.
    #[serde(default, skip_serializing_if = "is_false")]
    pub default: bool,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Conversion {
    const KIND: Kind = Kind::Conversion;
    const SQL: &'static str = include_str!("conversion.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_conversion where oid >= 16384)");
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
