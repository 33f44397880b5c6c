//! Rewrite rules.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Enabled, Kind, MemberName, Object};

/// A rewrite rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The schema.
    pub schema: Ident,
    /// The relation.
    pub relation: Ident,
    /// The name.
    pub name: Ident,
    /// The `CREATE RULE` statement.
    pub definition: String,
    /// When it applies.
    pub enabled: Enabled,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Rule {
    const KIND: Kind = Kind::Rule;
    const SQL: &'static str = include_str!("rule.sql");
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
