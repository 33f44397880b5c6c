//! Foreign servers.
//!
//! Neither its wrapper nor what it says it is can be changed in place, and what
//! stands on a server comes back only as far as it is known: one that secrets
//! hang on is left as it is, so that the difference stays.

use stagecraft_catalog::{ForeignServer, Options, Snapshot};
use stagecraft_model::quote_literal;

use super::{Change, Restore, foreign_options, is_digest, with_foreign_options};
use crate::context::Context;

impl Restore for ForeignServer {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = format!("create server {}", self.name);
        for (word, value) in [("type", &self.r#type), ("version", &self.version)] {
            if let Some(value) = value {
                sql.push_str(&format!(" {word} {}", quote_literal(value)));
            }
        }
        sql.push_str(&format!(" foreign data wrapper {}", self.wrapper));
        sql.push_str(&with_foreign_options(&self.options));
        vec![sql]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop server if exists {}", self.name))
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        let has_other_nature = self.wrapper != from.wrapper || self.r#type != from.r#type;
        if has_other_nature && !from.has_secrets(context.after) {
            return Change::Recreate;
        }
        let mut parts = Vec::new();
        if self.version != from.version {
            let version = self.version.as_deref().map(quote_literal);
            let version = version.unwrap_or_else(|| "null".to_owned());
            parts.push(format!("version {version}"));
        }
        parts.extend(foreign_options(&from.options, &self.options));
        if parts.is_empty() {
            return Change::Alter(Vec::new());
        }
        Change::Alter(vec![format!(
            "alter server {} {}",
            self.name,
            parts.join(" ")
        )])
    }
}

trait Secrets {
    /// Returns whether the server, or what stands on it, has options that are
    /// not known.
    fn has_secrets(&self, snapshot: &Snapshot) -> bool;
}

impl Secrets for ForeignServer {
    fn has_secrets(&self, snapshot: &Snapshot) -> bool {
        let of_users = snapshot
            .user_mappings
            .iter()
            .filter(|it| it.server == self.name)
            .map(|it| &it.options);
        let of_tables = snapshot
            .tables
            .iter()
            .filter(|it| it.foreign_server.as_ref() == Some(&self.name))
            .map(|it| &it.foreign_options);
        let has_digest = |it: &Options| it.by_name().values().any(|it| is_digest(it));
        has_digest(&self.options) || of_users.chain(of_tables).any(has_digest)
    }
}
