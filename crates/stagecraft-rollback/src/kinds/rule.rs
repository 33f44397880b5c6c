//! Rewrite rules.

use stagecraft_catalog::{Enabled, Object as _, Rule, Snapshot};

use super::{Change, Restore, bare};
use crate::context::Context;

impl Restore for Rule {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = vec![bare(&self.definition).to_owned()];
        if self.enabled != Enabled::Origin {
            sql.push(enable(self));
        }
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let relation = self.name().relation();
        Some(format!("drop rule if exists {} on {relation}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.definition != from.definition {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        if self.enabled != from.enabled {
            sql.push(enable(self));
        }
        Change::Alter(sql)
    }
}

fn enable(rule: &Rule) -> String {
    let verb = match rule.enabled {
        Enabled::Origin => "enable rule",
        Enabled::Disabled => "disable rule",
        Enabled::Replica => "enable replica rule",
        Enabled::Always => "enable always rule",
    };
    format!(
        "alter table {} {verb} {}",
        rule.name().relation(),
        rule.name
    )
}
