//! Default privileges.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident};

use crate::{Acl, DefaultObjects, Kind, Object, ObjectName};

/// The privileges that objects made later by a role will have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DefaultPrivilege {
    /// The role that makes the objects.
    pub role: Ident,
    /// The schema that it is about; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Ident>,
    /// What is made.
    pub objects: DefaultObjects,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
}

impl Object for DefaultPrivilege {
    const KIND: Kind = Kind::DefaultPrivilege;
    const SQL: &'static str = include_str!("default_privilege.sql");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: self.schema.clone(),
            relation: None,
            name: self.role.clone(),
            arguments: Some(self.objects.as_str().to_owned()),
        }
    }

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }
}
