//! Extensions.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use super::nullable;
use crate::{Kind, Object};

/// An installed extension; what it owns is not listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// The name.
    pub name: Ident,
    /// The version.
    pub version: String,
    /// Where it was installed.
    pub schema: Ident,
    /// The owner.
    pub owner: Ident,
    /// What is dropped with it, by `DEPENDS ON EXTENSION`, each with its kind.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub dependents: Vec<String>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Extension {
    const KIND: Kind = Kind::Extension;
    const SQL: &'static str = include_str!("extension.sql");
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
