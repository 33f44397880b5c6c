//! Foreign servers.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{Acl, Kind, Object, Options};

/// A foreign server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeignServer {
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Its wrapper.
    pub wrapper: Ident,
    /// What it says it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// What version it says it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
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

impl Object for ForeignServer {
    const KIND: Kind = Kind::ForeignServer;
    const SQL: &'static str = include_str!("foreign_server.sql");
    const PRESENT: Option<&'static str> = Some("exists (select from pg_catalog.pg_foreign_server)");
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
