//! Enum types.

use stagecraft_catalog::{EnumType, Object as _, Snapshot};
use stagecraft_model::quote_literal;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for EnumType {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let labels: Vec<_> = self.labels.iter().map(|it| quote_literal(it)).collect();
        vec![format!(
            "create type {} as enum ({})",
            self.name(),
            labels.join(", ")
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop type if exists {}", self.name()))
    }

    /// A label cannot be taken out, and a new one cannot be used before the
    /// transaction that adds it ends.
    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.labels == from.labels {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}
