//! Types that came with another object, where somebody granted or said something.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Acl, Kind, Object};

/// The row type of a relation or an array type, where it has grants or a comment
/// of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImplicitType {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for ImplicitType {
    const KIND: Kind = Kind::ImplicitType;
    const SQL: &'static str = include_str!("implicit_type.sql");
    const PRESENT: Option<&'static str> = Some(
        "exists (select from pg_catalog.pg_type where oid >= 16384 and typacl is not null) \
         or exists (select from pg_catalog.pg_description \
         where objoid >= 16384 and classoid = 'pg_catalog.pg_type'::regclass)",
    );
    type Name = QualifiedName;

    fn name(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.name.clone(),
        }
    }

    fn belongs_to(&self) -> Option<QualifiedName> {
        Some(self.name())
    }

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
