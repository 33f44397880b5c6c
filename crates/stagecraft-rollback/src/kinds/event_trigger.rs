//! Event triggers.

use stagecraft_catalog::{Enabled, EventTrigger, Snapshot};
use stagecraft_model::quote_literal;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for EventTrigger {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let tags: Vec<_> = self.tags.iter().map(|it| quote_literal(it)).collect();
        let when = if tags.is_empty() {
            String::new()
        } else {
            format!(" when tag in ({})", tags.join(", "))
        };
        let mut sql = vec![format!(
            "create event trigger {} on {}{when} execute function {}()",
            self.name, self.event, self.function
        )];
        if self.enabled != Enabled::Origin {
            sql.push(enable(self));
        }
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop event trigger if exists {}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.event != from.event || self.tags != from.tags || self.function != from.function {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        if self.enabled != from.enabled {
            sql.push(enable(self));
        }
        Change::Alter(sql)
    }
}

fn enable(trigger: &EventTrigger) -> String {
    let verb = match trigger.enabled {
        Enabled::Origin => "enable",
        Enabled::Disabled => "disable",
        Enabled::Replica => "enable replica",
        Enabled::Always => "enable always",
    };
    format!("alter event trigger {} {verb}", trigger.name)
}
