//! Collations.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::is_false;
use crate::{CollationProvider, Kind, Object};

/// A collation; the version of the library behind it is not part of its shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Collation {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Which library orders text.
    pub provider: CollationProvider,
    /// Whether texts of different bytes can be equal.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nondeterministic: bool,
    /// The encoding that it is for, if not any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// `LC_COLLATE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collate: Option<String>,
    /// `LC_CTYPE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ctype: Option<String>,
    /// The locale of a provider other than libc.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Rules on top of the locale, since PostgreSQL 16.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Collation {
    const KIND: Kind = Kind::Collation;
    const SQL: &'static str = include_str!("collation.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_collation where oid >= 16384)");
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
