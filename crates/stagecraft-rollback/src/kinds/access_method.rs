//! Access methods of tables and of indexes.

use stagecraft_catalog::{AccessMethod, AccessMethodType, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for AccessMethod {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let of = match self.r#type {
            AccessMethodType::Table => "table",
            AccessMethodType::Index => "index",
        };
        vec![format!(
            "create access method {} type {of} handler {}",
            self.name, self.handler
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop access method if exists {}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.r#type == from.r#type && self.handler == from.handler {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}
