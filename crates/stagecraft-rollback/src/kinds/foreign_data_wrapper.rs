//! Foreign-data wrappers.
//!
//! Of an option that may hold a secret only a digest is known: it is left as
//! it is, so that the difference stays.

use stagecraft_catalog::{ForeignDataWrapper, Snapshot};

use super::{Change, Restore, foreign_options, with_foreign_options};
use crate::context::Context;

impl Restore for ForeignDataWrapper {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = format!("create foreign data wrapper {}", self.name);
        for (word, function) in [("handler", &self.handler), ("validator", &self.validator)] {
            if let Some(function) = function {
                sql.push_str(&format!(" {word} {function}"));
            }
        }
        sql.push_str(&with_foreign_options(&self.options));
        vec![sql]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop foreign data wrapper if exists {}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let mut parts = Vec::new();
        let functions = [
            ("handler", &self.handler, &from.handler),
            ("validator", &self.validator, &from.validator),
        ];
        for (word, to, from) in functions {
            if to != from {
                parts.push(match to {
                    Some(function) => format!("{word} {function}"),
                    None => format!("no {word}"),
                });
            }
        }
        parts.extend(foreign_options(&from.options, &self.options));
        if parts.is_empty() {
            return Change::Alter(Vec::new());
        }
        Change::Alter(vec![format!(
            "alter foreign data wrapper {} {}",
            self.name,
            parts.join(" ")
        )])
    }
}
