//! Triggers.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false};
use crate::{Enabled, Kind, MemberName, Object};

/// A trigger that somebody made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    /// The schema.
    pub schema: Ident,
    /// The relation.
    pub relation: Ident,
    /// The name.
    pub name: Ident,
    /// The `CREATE TRIGGER` statement.
    pub definition: String,
    /// What it calls.
    pub function: QualifiedName,
    /// When it fires.
    pub enabled: Enabled,
    /// Whether it is there only because a partitioned table has it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inherited: bool,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Trigger {
    const KIND: Kind = Kind::Trigger;
    const SQL: &'static str = include_str!("trigger.sql");
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
