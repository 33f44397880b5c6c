//! User mappings of foreign servers.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{Kind, Object, ObjectName, Options};

/// Who a user is on a foreign server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserMapping {
    /// The foreign server.
    pub server: Ident,
    /// The user; `public` is everybody.
    pub user: Ident,
    /// Its options, as far as the reader may see them. Of options that may hold a secret only a digest.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
}

impl Object for UserMapping {
    const KIND: Kind = Kind::UserMapping;
    const SQL: &'static str = include_str!("user_mapping.sql");
    const PRESENT: Option<&'static str> = Some("exists (select from pg_catalog.pg_foreign_server)");
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: None,
            relation: Some(self.server.clone()),
            name: self.user.clone(),
            arguments: None,
        }
    }
}
