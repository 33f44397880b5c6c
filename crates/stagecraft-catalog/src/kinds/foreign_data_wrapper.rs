//! Foreign-data wrappers.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{Acl, Kind, Object, Options};

/// A foreign-data wrapper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeignDataWrapper {
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// The function that says how to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
    /// The function that checks options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validator: Option<String>,
    /// Its options. Of options that may hold a secret only a digest.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for ForeignDataWrapper {
    const KIND: Kind = Kind::ForeignDataWrapper;
    const SQL: &'static str = include_str!("foreign_data_wrapper.sql");
    const PRESENT: Option<&'static str> =
        Some("exists (select from pg_catalog.pg_foreign_data_wrapper)");
    type Name = Ident;

    fn name(&self) -> Ident {
        self.name.clone()
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
