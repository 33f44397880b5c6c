//! Transforms.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{Kind, Object, ObjectName};

/// How a type looks in a language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transform {
    /// The schema of the type.
    pub schema: Ident,
    /// The type.
    pub name: Ident,
    /// The language.
    pub language: Ident,
    /// The function that takes a value to the language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_sql: Option<String>,
    /// The function that takes a value from the language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_sql: Option<String>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Transform {
    const KIND: Kind = Kind::Transform;
    const SQL: &'static str = include_str!("transform.sql");
    const PRESENT: Option<&'static str> = Some("exists (select from pg_catalog.pg_transform)");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: Some(self.schema.clone()),
            relation: None,
            name: self.name.clone(),
            arguments: Some(format!("for {}", self.language)),
        }
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
