//! Conversions between encodings.

use stagecraft_catalog::{Conversion, Object as _, Snapshot};
use stagecraft_model::quote_literal;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Conversion {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let default = if self.default { "default " } else { "" };
        vec![format!(
            "create {default}conversion {} for {} to {} from {}",
            self.name(),
            quote_literal(&self.source),
            quote_literal(&self.target),
            self.function
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop conversion if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let as_before = Self {
            owner: self.owner.clone(),
            comment: self.comment.clone(),
            ..from.clone()
        };
        if as_before == *self {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}
