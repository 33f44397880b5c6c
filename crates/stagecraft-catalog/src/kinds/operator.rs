//! Operators.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use super::is_false;
use crate::{Kind, Object, Signature};

/// An operator; what is only promised to be one is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operator {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The type on its left; a prefix operator has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
    /// The type on its right.
    pub right: String,
    /// The type of its result.
    pub result: String,
    /// The owner.
    pub owner: Ident,
    /// The function behind it.
    pub function: String,
    /// The operator that is the same with sides exchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commutator: Option<String>,
    /// The operator that is true where it is false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negator: Option<String>,
    /// The function that estimates its selectivity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restrict: Option<String>,
    /// The function that estimates joins by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
    /// Whether it can be hashed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hashes: bool,
    /// Whether it can be merged.
    #[serde(default, skip_serializing_if = "is_false")]
    pub merges: bool,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Operator {
    const KIND: Kind = Kind::Operator;
    const SQL: &'static str = include_str!("operator.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_operator where oid >= 16384)");
    type Name = Signature;

    fn name(&self) -> Signature {
        Signature {
            schema: self.schema.clone(),
            name: self.name.clone(),
            arguments: format!("{}, {}", self.left.as_deref().unwrap_or("none"), self.right),
        }
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
