//! Operator classes.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false, nullable};
use crate::{Kind, Object, ObjectName};

/// An operator class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperatorClass {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The index access method.
    pub method: Ident,
    /// The owner.
    pub owner: Ident,
    /// Its family.
    pub family: QualifiedName,
    /// The type that it is for.
    pub r#type: String,
    /// Whether indexes on the type use it unless told otherwise.
    #[serde(default, skip_serializing_if = "is_false")]
    pub default: bool,
    /// The type that is stored, if another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<String>,
    /// Its operators: `1 <(a,b)`, with `for order by` a family.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub operators: Vec<String>,
    /// Its support functions: `1 (a, b) compare(a,b)`.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub functions: Vec<String>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for OperatorClass {
    const KIND: Kind = Kind::OperatorClass;
    const SQL: &'static str = include_str!("operator_class.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_opclass where oid >= 16384)");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: Some(self.schema.clone()),
            relation: None,
            name: self.name.clone(),
            arguments: Some(format!("using {}", self.method)),
        }
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
