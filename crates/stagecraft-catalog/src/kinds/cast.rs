//! Casts.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{CastContext, CastMethod, Kind, Object, ObjectName};

/// A cast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cast {
    /// The schema of the type that it is from.
    pub schema: Ident,
    /// The type that it is from.
    pub name: Ident,
    /// The type that it is to.
    pub target: String,
    /// How it is done.
    pub method: CastMethod,
    /// The function that does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// Where it is done without being asked for.
    pub context: CastContext,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Cast {
    const KIND: Kind = Kind::Cast;
    const SQL: &'static str = include_str!("cast.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_cast where oid >= 16384)");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: Some(self.schema.clone()),
            relation: None,
            name: self.name.clone(),
            arguments: Some(format!("as {}", self.target)),
        }
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
