//! Columns of tables and views, attributes of composite types.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{is_false};
use crate::{Acl, Compression, Generated, IdentityKind, Kind, MemberName, Object, Options, Storage};

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The schema.
    pub schema: Ident,
    /// The relation.
    pub relation: Ident,
    /// The name.
    pub name: Ident,
    /// Its place, from 1. After dropped columns the places close up.
    pub position: u16,
    /// The type with its modifier: `numeric(10,2)`.
    pub r#type: String,
    /// The collation, if not the type's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<QualifiedName>,
    /// Whether it refuses nulls.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_null: bool,
    /// The default's or the generated value's expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// When its value is generated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Generated>,
    /// Whether it is an identity column; its sequence says the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityKind>,
    /// Where long values go, if not where the type says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<Storage>,
    /// How long values are compressed, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression: Option<Compression>,
    /// The statistics target, if it has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistics: Option<i32>,
    /// `n_distinct` and the like.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
    /// The options of a foreign table's column.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub foreign_options: Options,
    /// Whether it is there only because a parent has it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inherited: bool,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Column {
    const KIND: Kind = Kind::Column;
    const SQL: &'static str = include_str!("column.sql");
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

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
