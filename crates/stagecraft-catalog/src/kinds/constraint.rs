//! Constraints of tables and domains.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false};
use crate::{ConstraintType, Kind, MemberName, Object};

/// A constraint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Constraint {
    /// The schema.
    pub schema: Ident,
    /// The table or the domain.
    pub relation: Ident,
    /// The name.
    pub name: Ident,
    /// What it demands.
    pub r#type: ConstraintType,
    /// What would stand behind `CONSTRAINT name`, with `NOT VALID`, `DEFERRABLE`, `NOT ENFORCED`.
    pub definition: String,
    /// Whether all rows are known to meet it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub valid: bool,
    /// The table that a foreign key points at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub references: Option<QualifiedName>,
    /// Whether it is there only because a parent has it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inherited: bool,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Constraint {
    const KIND: Kind = Kind::Constraint;
    const SQL: &'static str = include_str!("constraint.sql");
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
