//! Triggers.

use stagecraft_catalog::{Enabled, Object as _, Snapshot, Trigger};

use super::{Change, Restore, bare};
use crate::context::Context;

impl Restore for Trigger {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = Vec::new();
        if !self.inherited {
            sql.push(bare(&self.definition).to_owned());
        }
        if self.enabled != Enabled::Origin {
            sql.push(enable(self));
        }
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let relation = self.name().relation();
        (!self.inherited).then(|| format!("drop trigger if exists {} on {relation}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.definition != from.definition || self.inherited != from.inherited {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        if self.enabled != from.enabled {
            sql.push(enable(self));
        }
        Change::Alter(sql)
    }
}

/// Writes what makes a trigger fire as it did.
pub(crate) fn enable(trigger: &Trigger) -> String {
    let verb = match trigger.enabled {
        Enabled::Origin => "enable trigger",
        Enabled::Disabled => "disable trigger",
        Enabled::Replica => "enable replica trigger",
        Enabled::Always => "enable always trigger",
    };
    let relation = trigger.name().relation();
    format!("alter table {relation} {verb} {}", trigger.name)
}
