//! Row security policies.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false, nullable};
use crate::{Command, Kind, MemberName, Object};

/// A row security policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// The schema.
    pub schema: Ident,
    /// The relation.
    pub relation: Ident,
    /// The name.
    pub name: Ident,
    /// Whether it lets rows in; else it keeps rows out.
    #[serde(default, skip_serializing_if = "is_false")]
    pub permissive: bool,
    /// The commands it is for.
    pub command: Command,
    /// The roles it is for; `public` is everybody. Ordered by name.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Ident>,
    /// Which rows are seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub using: Option<String>,
    /// Which rows may be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Policy {
    const KIND: Kind = Kind::Policy;
    const SQL: &'static str = include_str!("policy.sql");
    type Name = MemberName;

    fn name(&self) -> MemberName {
        MemberName {
            schema: self.schema.clone(),
            relation: self.relation.clone(),
            name: self.name.clone(),
        }
    }

    fn belongs_to(&self) -> Option<QualifiedName> {
        Some(self.name().relation())
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
