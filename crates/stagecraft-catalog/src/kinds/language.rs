//! Procedural languages.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use super::is_false;
use crate::{Acl, Kind, Object};

/// A procedural language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Language {
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Whether anybody may be granted its use.
    #[serde(default, skip_serializing_if = "is_false")]
    pub trusted: bool,
    /// The function that runs its routines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
    /// The function that runs `DO` blocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inline: Option<String>,
    /// The function that checks new routines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validator: Option<String>,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Language {
    const KIND: Kind = Kind::Language;
    const SQL: &'static str = include_str!("language.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_language where oid >= 16384)");
    type Name = Ident;

    fn name(&self) -> Ident {
        self.name.clone()
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
