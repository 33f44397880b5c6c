//! Access methods.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{AccessMethodType, Kind, Object};

/// An access method of tables or of indexes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccessMethod {
    /// The name.
    pub name: Ident,
    /// What it is for.
    pub r#type: AccessMethodType,
    /// Its handler function.
    pub handler: String,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for AccessMethod {
    const KIND: Kind = Kind::AccessMethod;
    const SQL: &'static str = include_str!("access_method.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_am where oid >= 16384)");
    type Name = Ident;

    fn name(&self) -> Ident {
        self.name.clone()
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
