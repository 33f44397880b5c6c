//! Security labels.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{Kind, Object, ObjectName};

/// A security label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SecurityLabel {
    /// The provider.
    pub provider: Ident,
    /// What kind of object it is on.
    pub r#type: String,
    /// The object.
    pub object: String,
    /// The label.
    pub label: String,
}

impl Object for SecurityLabel {
    const KIND: Kind = Kind::SecurityLabel;
    const SQL: &'static str = include_str!("security_label.sql");
    const PRESENT: Option<&'static str> = Some("exists (select from pg_catalog.pg_seclabel)");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: None,
            relation: None,
            name: self.provider.clone(),
            arguments: Some(format!("{} {}", self.r#type, self.object)),
        }
    }
}
