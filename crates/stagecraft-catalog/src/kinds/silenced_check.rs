//! Triggers behind constraints that do not fire as they were made to.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Enabled, Kind, Object, ObjectName};

/// The triggers behind a constraint on one table, where `DISABLE TRIGGER ALL` and
/// the like changed when they fire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SilencedCheck {
    /// The schema.
    pub schema: Ident,
    /// The table that the triggers are on.
    pub relation: Ident,
    /// The constraint.
    pub name: Ident,
    /// The table of the constraint, if another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<QualifiedName>,
    /// When they fire.
    pub enabled: Enabled,
}

impl Object for SilencedCheck {
    const KIND: Kind = Kind::SilencedCheck;
    const SQL: &'static str = include_str!("silenced_check.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_trigger where tgisinternal and tgenabled <> 'O')");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: Some(self.schema.clone()),
            relation: Some(self.relation.clone()),
            name: self.name.clone(),
            arguments: self.of.as_ref().map(|it| format!("of {it}")),
        }
    }

    fn belongs_to(&self) -> Option<QualifiedName> {
        Some(QualifiedName {
            schema: self.schema.clone(),
            name: self.relation.clone(),
        })
    }
}
