//! Subscriptions.
//!
//! How one connects is a secret, so that none can be made; nor can one be
//! dropped that has a slot on another server, since that would have to be asked.
//! `two_phase` and `failover` are settled with that server, too. All this is left
//! as it is, so that the difference stays.

use stagecraft_catalog::{Snapshot, Subscription};
use stagecraft_model::{Ident, quote_literal};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Subscription {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        Vec::new()
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let is_here_alone = self.slot.is_none();
        is_here_alone.then(|| format!("drop subscription if exists {}", self.name))
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        let alter = format!("alter subscription {}", self.name);
        let mut sql = Vec::new();
        // Without a slot it cannot run.
        if !self.enabled && from.enabled {
            sql.push(format!("{alter} disable"));
        }
        let parts = self.parameters(from, context);
        if !parts.is_empty() {
            sql.push(format!("{alter} set ({})", parts.join(", ")));
        }
        if self.publications != from.publications {
            let names: Vec<_> = self.publications.iter().map(ToString::to_string).collect();
            sql.push(format!(
                "{alter} set publication {} with (refresh = false)",
                names.join(", ")
            ));
        }
        if self.enabled && !from.enabled {
            sql.push(format!("{alter} enable"));
        }
        Change::Alter(sql)
    }
}

trait Parameters {
    /// Returns what `SET (…)` has to say.
    fn parameters(&self, from: &Self, context: &Context<'_>) -> Vec<String>;
}

impl Parameters for Subscription {
    fn parameters(&self, from: &Self, context: &Context<'_>) -> Vec<String> {
        let name = |it: &Option<Ident>| {
            let text = it.as_ref().map(|it| quote_literal(it.as_str()));
            text.unwrap_or_else(|| "none".to_owned())
        };
        let word = |it: &Option<String>, absent: &str| it.as_deref().unwrap_or(absent).to_owned();
        let mut all = vec![
            ("slot_name", name(&self.slot), name(&from.slot)),
            (
                "synchronous_commit",
                quote_literal(&self.synchronous_commit),
                quote_literal(&from.synchronous_commit),
            ),
            ("binary", self.binary.to_string(), from.binary.to_string()),
            (
                "streaming",
                word(&self.streaming, "off"),
                word(&from.streaming, "off"),
            ),
            (
                "disable_on_error",
                self.disable_on_error.to_string(),
                from.disable_on_error.to_string(),
            ),
        ];
        if context.is_from(16) {
            all.extend([
                (
                    "password_required",
                    (!self.trusted).to_string(),
                    (!from.trusted).to_string(),
                ),
                (
                    "run_as_owner",
                    self.run_as_owner.to_string(),
                    from.run_as_owner.to_string(),
                ),
                (
                    "origin",
                    word(&self.origin, "any"),
                    word(&from.origin, "any"),
                ),
            ]);
        }
        all.into_iter()
            .filter(|(_, to, from)| to != from)
            .map(|(parameter, to, _)| format!("{parameter} = {to}"))
            .collect()
    }
}
