//! Range types.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Acl, Kind, Object};

/// A range type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RangeType {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// The type of its bounds.
    pub subtype: String,
    /// Its multirange type.
    pub multirange: QualifiedName,
    /// How bounds are ordered.
    pub operator_class: QualifiedName,
    /// The collation of its bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<QualifiedName>,
    /// The function that gives a range its canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// The function that subtracts bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The comment of its multirange type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multirange_comment: Option<String>,
}

impl Object for RangeType {
    const KIND: Kind = Kind::RangeType;
    const SQL: &'static str = include_str!("range_type.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_range where rngtypid >= 16384)");
    type Name = QualifiedName;

    fn name(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
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
