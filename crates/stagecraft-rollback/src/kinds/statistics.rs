//! Extended statistics.

use stagecraft_catalog::{Object as _, Snapshot, Statistics};

use super::{Change, Restore, bare};
use crate::context::Context;

impl Restore for Statistics {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = vec![bare(&self.definition).to_owned()];
        if let Some(target) = self.target {
            sql.push(format!(
                "alter statistics {} set statistics {target}",
                self.name()
            ));
        }
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop statistics if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.definition != from.definition {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        if self.target != from.target {
            let target = self.target.unwrap_or(-1);
            sql.push(format!(
                "alter statistics {} set statistics {target}",
                self.name()
            ));
        }
        Change::Alter(sql)
    }
}
