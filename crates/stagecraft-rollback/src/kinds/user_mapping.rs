//! User mappings of foreign servers.
//!
//! A password is known by its digest alone: the mapping comes back without it,
//! and the difference stays.

use stagecraft_catalog::{Snapshot, UserMapping};

use super::{Change, Restore, foreign_options, with_foreign_options};
use crate::context::Context;

impl Restore for UserMapping {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![format!(
            "create user mapping for {} server {}{}",
            self.user,
            self.server,
            with_foreign_options(&self.options)
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!(
            "drop user mapping if exists for {} server {}",
            self.user, self.server
        ))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let options = foreign_options(&from.options, &self.options);
        let sql = options.map(|it| {
            format!(
                "alter user mapping for {} server {} {it}",
                self.user, self.server
            )
        });
        Change::Alter(sql.into_iter().collect())
    }
}
