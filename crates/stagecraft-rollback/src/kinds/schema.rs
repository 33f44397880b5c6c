//! Schemas.

use stagecraft_catalog::{Schema, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Schema {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![format!("create schema if not exists {}", self.name)]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop schema if exists {}", self.name))
    }

    fn alter(&self, _from: &Self, _context: &Context<'_>) -> Change {
        Change::Alter(Vec::new())
    }
}
