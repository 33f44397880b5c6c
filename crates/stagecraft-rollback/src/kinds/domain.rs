//! Domains; their checks are constraints.

use stagecraft_catalog::{Domain, Object as _, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Domain {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = format!("create domain {} as {}", self.name(), self.r#type);
        if let Some(collation) = &self.collation {
            sql.push_str(&format!(" collate {collation}"));
        }
        if let Some(default) = &self.default {
            sql.push_str(&format!(" default {default}"));
        }
        if self.not_null {
            sql.push_str(" not null");
        }
        vec![sql]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop domain if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.r#type != from.r#type || self.collation != from.collation {
            return Change::Recreate;
        }
        let name = self.name();
        let mut sql = Vec::new();
        if self.default != from.default {
            sql.push(match &self.default {
                Some(default) => format!("alter domain {name} set default {default}"),
                None => format!("alter domain {name} drop default"),
            });
        }
        if self.not_null != from.not_null {
            let verb = if self.not_null { "set" } else { "drop" };
            sql.push(format!("alter domain {name} {verb} not null"));
        }
        Change::Alter(sql)
    }
}
