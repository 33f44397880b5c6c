//! Sequences.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false};
use crate::{Acl, Kind, MemberName, Object, Persistence};

/// A sequence; its position is content, not shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// How long it lives.
    pub persistence: Persistence,
    /// The type of its numbers.
    pub r#type: String,
    /// The first number.
    pub start: i64,
    /// The step.
    pub increment: i64,
    /// The lowest number.
    pub minimum: i64,
    /// The highest number.
    pub maximum: i64,
    /// How many numbers a session takes at once.
    pub cache: i64,
    /// Whether it starts again at the end.
    #[serde(default, skip_serializing_if = "is_false")]
    pub cycle: bool,
    /// The column that it goes with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owned_by: Option<MemberName>,
    /// Whether it is the sequence of an identity column.
    #[serde(default, skip_serializing_if = "is_false")]
    pub identity: bool,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Sequence {
    const KIND: Kind = Kind::Sequence;
    const SQL: &'static str = include_str!("sequence.sql");
    type Name = QualifiedName;

    fn name(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    fn belongs_to(&self) -> Option<QualifiedName> {
        self.owned_by.as_ref().map(MemberName::relation)
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
