//! Schemas.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident};

use crate::{Acl, Kind, Object};

/// A schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Schema {
    const KIND: Kind = Kind::Schema;
    const SQL: &'static str = include_str!("schema.sql");
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
