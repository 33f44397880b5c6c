//! Procedural languages.

use stagecraft_catalog::{Language, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Language {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        self.definition("create").into_iter().collect()
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop language if exists {}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let shape = |it: &Self| {
            (
                it.trusted,
                it.handler.clone(),
                it.inline.clone(),
                it.validator.clone(),
            )
        };
        if shape(self) == shape(from) {
            return Change::Alter(Vec::new());
        }
        let sql = self.definition("create or replace");
        Change::Alter(sql.into_iter().collect())
    }
}

trait Definition {
    /// A language without a handler cannot be written down.
    fn definition(&self, verb: &str) -> Option<String>;
}

impl Definition for Language {
    fn definition(&self, verb: &str) -> Option<String> {
        let trusted = if self.trusted { "trusted " } else { "" };
        let handler = self.handler.as_ref()?;
        let mut sql = format!("{verb} {trusted}language {} handler {handler}", self.name);
        if let Some(inline) = &self.inline {
            sql.push_str(&format!(" inline {inline}"));
        }
        if let Some(validator) = &self.validator {
            sql.push_str(&format!(" validator {validator}"));
        }
        Some(sql)
    }
}
