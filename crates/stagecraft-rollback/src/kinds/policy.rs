//! Row security policies.

use stagecraft_catalog::{Command, Object as _, Policy, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Policy {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let relation = self.name().relation();
        let mut sql = format!("create policy {} on {relation}", self.name);
        if !self.permissive {
            sql.push_str(" as restrictive");
        }
        let command = match self.command {
            Command::All => "",
            Command::Select => " for select",
            Command::Insert => " for insert",
            Command::Update => " for update",
            Command::Delete => " for delete",
        };
        sql.push_str(command);
        sql.push_str(&format!(" to {}", roles(self)));
        if let Some(using) = &self.using {
            sql.push_str(&format!("\n  using ({using})"));
        }
        if let Some(check) = &self.check {
            sql.push_str(&format!("\n  with check ({check})"));
        }
        vec![sql]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let relation = self.name().relation();
        Some(format!("drop policy if exists {} on {relation}", self.name))
    }

    /// A condition cannot be taken away, nor the command changed.
    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let is_fixed = self.command == from.command
            && self.permissive == from.permissive
            && self.using.is_some() == from.using.is_some()
            && self.check.is_some() == from.check.is_some();
        if !is_fixed {
            return Change::Recreate;
        }
        let mut parts = String::new();
        if self.roles != from.roles {
            parts.push_str(&format!(" to {}", roles(self)));
        }
        if let Some(using) = &self.using
            && self.using != from.using
        {
            parts.push_str(&format!("\n  using ({using})"));
        }
        if let Some(check) = &self.check
            && self.check != from.check
        {
            parts.push_str(&format!("\n  with check ({check})"));
        }
        if parts.is_empty() {
            return Change::Alter(Vec::new());
        }
        let relation = self.name().relation();
        Change::Alter(vec![format!(
            "alter policy {} on {relation}{parts}",
            self.name
        )])
    }
}

/// `public` is a word here, not a role of that name.
fn roles(policy: &Policy) -> String {
    let names = policy.roles.iter().map(|it| {
        if it.as_str() == "public" {
            "public".to_owned()
        } else {
            it.to_string()
        }
    });
    names.collect::<Vec<_>>().join(", ")
}
