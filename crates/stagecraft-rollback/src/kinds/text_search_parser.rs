//! Text search parsers.

use stagecraft_catalog::{Object as _, Snapshot, TextSearchParser};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for TextSearchParser {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut parts = vec![
            format!("start = {}", self.start),
            format!("gettoken = {}", self.token),
            format!("end = {}", self.end),
        ];
        parts.extend(self.headline.as_ref().map(|it| format!("headline = {it}")));
        parts.push(format!("lextypes = {}", self.types));
        vec![format!(
            "create text search parser {} ({})",
            self.name(),
            parts.join(", ")
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop text search parser if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let as_before = Self {
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
