//! Operator families.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use super::nullable;
use crate::{Kind, Object, ObjectName};

/// An operator family, the server's own where members were added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperatorFamily {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The index access method.
    pub method: Ident,
    /// The owner.
    pub owner: Ident,
    /// Operators that are no class's own: `1 <(a,b)`, with `for order by` a family.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub operators: Vec<String>,
    /// Functions that are no class's own: `1 (a, b) compare(a,b)`.
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

impl Object for OperatorFamily {
    const KIND: Kind = Kind::OperatorFamily;
    const SQL: &'static str = include_str!("operator_family.sql");
    const PRESENT: Option<&'static str> = Some(
        "exists (select from pg_catalog.pg_opfamily where oid >= 16384) \
         or exists (select from pg_catalog.pg_amop where oid >= 16384) \
         or exists (select from pg_catalog.pg_amproc where oid >= 16384)",
    );
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
