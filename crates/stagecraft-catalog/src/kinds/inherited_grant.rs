//! Grants on what an extension or the server owns.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{Acl, Kind, Object, ObjectName};

/// Grants on an object that an extension or the server owns, where they are no
/// longer those that it came with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InheritedGrant {
    /// What it is: `table`, `column`, `sequence`, `routine`, `type`, `schema`, `language`,
    /// `foreign-data wrapper`, `foreign server`.
    pub object: String,
    /// The schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Ident>,
    /// The name.
    pub name: Ident,
    /// A routine's argument types, a column's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// Who could do what when it came.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub initial: Acl,
}

impl Object for InheritedGrant {
    const KIND: Kind = Kind::InheritedGrant;
    const SQL: &'static str = include_str!("inherited_grant.sql");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: self.schema.clone(),
            relation: None,
            name: self.name.clone(),
            arguments: Some(match &self.detail {
                Some(detail) => format!("{}: {detail}", self.object),
                None => self.object.clone(),
            }),
        }
    }

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }
}
