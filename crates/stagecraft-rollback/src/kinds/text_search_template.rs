//! Text search templates.

use stagecraft_catalog::{Object as _, Snapshot, TextSearchTemplate};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for TextSearchTemplate {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut parts = Vec::new();
        parts.extend(self.init.as_ref().map(|it| format!("init = {it}")));
        parts.push(format!("lexize = {}", self.lexize));
        vec![format!(
            "create text search template {} ({})",
            self.name(),
            parts.join(", ")
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!(
            "drop text search template if exists {}",
            self.name()
        ))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.init == from.init && self.lexize == from.lexize {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}
