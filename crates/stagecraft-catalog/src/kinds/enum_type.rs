//! Enum types.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{nullable};
use crate::{Acl, Kind, Object};

/// An enum type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// The labels, in order.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for EnumType {
    const KIND: Kind = Kind::EnumType;
    const SQL: &'static str = include_str!("enum_type.sql");
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

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
