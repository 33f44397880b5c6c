//! Security labels.
//!
//! A label is its provider's business: only where the provider is loaded can one
//! be given or taken. Where it is not, nothing happens and the difference stays.

use stagecraft_catalog::{SecurityLabel, Snapshot};
use stagecraft_model::quote_literal;

use super::routine::dollar_quoted;
use super::{Change, Restore};
use crate::context::Context;

impl Restore for SecurityLabel {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        self.label(Some(&self.label)).into_iter().collect()
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        self.label(None)
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        if self.label == from.label {
            return Change::Alter(Vec::new());
        }
        Change::Alter(self.create(context))
    }
}

trait Label {
    /// Writes the statement that gives a label, or takes it.
    fn label(&self, label: Option<&str>) -> Option<String>;
}

impl Label for SecurityLabel {
    fn label(&self, label: Option<&str>) -> Option<String> {
        let word = word(&self.r#type)?;
        let label = label.map_or_else(|| "null".to_owned(), quote_literal);
        let body = format!(
            "
begin
  security label for {} on {word} {} is {label};
exception when invalid_parameter_value then
  raise notice '%', sqlerrm;
end
",
            self.provider, self.object
        );
        Some(format!("do {}", dollar_quoted("do", &body)))
    }
}

/// Returns the word of `SECURITY LABEL` for what `pg_identify_object()` calls a
/// type of object.
pub(crate) fn word(r#type: &str) -> Option<&str> {
    match r#type {
        "aggregate" | "domain" | "event trigger" | "foreign table" | "function" | "language"
        | "large object" | "materialized view" | "procedure" | "publication" | "schema"
        | "sequence" | "subscription" | "table" | "type" | "view" => Some(r#type),
        "composite type" => Some("type"),
        _ => r#type.ends_with(" column").then_some("column"),
    }
}
