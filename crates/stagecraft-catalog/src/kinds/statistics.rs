//! Extended statistics.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Kind, Object};

/// An extended statistics object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The table.
    pub table: QualifiedName,
    /// The owner.
    pub owner: Ident,
    /// The `CREATE STATISTICS` statement.
    pub definition: String,
    /// The statistics target, if it has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<i32>,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Statistics {
    const KIND: Kind = Kind::Statistics;
    const SQL: &'static str = include_str!("statistics.sql");
    const PRESENT: Option<&'static str> = Some("exists (select from pg_catalog.pg_statistic_ext)");
    type Name = QualifiedName;

    fn name(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    fn belongs_to(&self) -> Option<QualifiedName> {
        Some(self.table.clone())
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
