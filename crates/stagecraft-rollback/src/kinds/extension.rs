//! Extensions.

use stagecraft_catalog::{Extension, Snapshot};
use stagecraft_model::quote_literal;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Extension {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![format!(
            "create extension if not exists {} with schema {} version {}",
            self.name,
            self.schema,
            quote_literal(&self.version)
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop extension if exists {}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let mut sql = Vec::new();
        if self.version != from.version {
            let version = quote_literal(&self.version);
            sql.push(format!("alter extension {} update to {version}", self.name));
        }
        if self.schema != from.schema {
            sql.push(format!(
                "alter extension {} set schema {}",
                self.name, self.schema
            ));
        }
        Change::Alter(sql)
    }
}
