//! Views.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::{Acl, Kind, Object, Options};

/// A view; its columns are columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// The query.
    pub definition: String,
    /// `security_invoker`, `security_barrier`, `check_option`.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for View {
    const KIND: Kind = Kind::View;
    const SQL: &'static str = include_str!("view.sql");
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
