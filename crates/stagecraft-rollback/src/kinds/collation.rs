//! Collations; columns let go of one that is made anew as they do of a type.

use stagecraft_catalog::{Collation, CollationProvider, Object as _, Snapshot};
use stagecraft_model::quote_literal;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Collation {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let provider = match self.provider {
            CollationProvider::Builtin => "builtin",
            CollationProvider::Icu => "icu",
            CollationProvider::Libc => "libc",
            // Only the server's own collation follows the database.
            CollationProvider::Default => return Vec::new(),
        };
        let mut parts = vec![format!("provider = {provider}")];
        let optional = [
            ("lc_collate", &self.collate),
            ("lc_ctype", &self.ctype),
            ("locale", &self.locale),
            ("rules", &self.rules),
        ];
        for (word, value) in optional {
            parts.extend(
                value
                    .as_ref()
                    .map(|it| format!("{word} = {}", quote_literal(it))),
            );
        }
        if self.nondeterministic {
            parts.push("deterministic = false".to_owned());
        }
        vec![format!(
            "create collation {} ({})",
            self.name(),
            parts.join(", ")
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop collation if exists {}", self.name()))
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
