//! Base types and shells of types.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::is_false;
use crate::{Acl, Alignment, Kind, Object, Storage};

/// A type made of functions; undefined, it is a mere shell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BaseType {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Whether it is more than a shell.
    #[serde(default, skip_serializing_if = "is_false")]
    pub defined: bool,
    /// The function that reads text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The function that writes text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The function that reads the binary form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receive: Option<String>,
    /// The function that writes the binary form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<String>,
    /// The function that reads modifiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier_input: Option<String>,
    /// The function that writes modifiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier_output: Option<String>,
    /// The function that gathers statistics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analyze: Option<String>,
    /// The function that takes `[…]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscript: Option<String>,
    /// Its bytes; -1 varies, -2 ends with a zero.
    pub length: i16,
    /// Whether it is passed by value.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_value: bool,
    /// Where values may begin.
    pub alignment: Alignment,
    /// Where long values go.
    pub storage: Storage,
    /// The category, a letter.
    pub category: String,
    /// Whether it is the preferred type of its category.
    #[serde(default, skip_serializing_if = "is_false")]
    pub preferred: bool,
    /// The default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The type of its elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// What stands between elements in arrays.
    pub delimiter: String,
    /// Whether columns of it have a collation.
    #[serde(default, skip_serializing_if = "is_false")]
    pub collatable: bool,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for BaseType {
    const KIND: Kind = Kind::BaseType;
    const SQL: &'static str = include_str!("base_type.sql");
    const PRESENT: Option<&'static str> = Some(
        "exists (select from pg_catalog.pg_type \
         where oid >= 16384 and (typtype = 'b' and typarray <> 0 or typtype = 'p'))",
    );
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
