//! Operator classes, with the members that are theirs.

use stagecraft_catalog::{OperatorClass, Snapshot};

use super::{Change, Restore};
use crate::address;
use crate::context::Context;

impl Restore for OperatorClass {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let default = if self.default { " default" } else { "" };
        let operators = self.operators.iter().map(|it| format!("operator {it}"));
        let functions = self.functions.iter().map(|it| format!("function {it}"));
        let mut parts: Vec<_> = operators.chain(functions).collect();
        parts.extend(self.storage.as_ref().map(|it| format!("storage {it}")));
        if parts.is_empty() {
            // Something has to stand there; stored as it is means nothing.
            parts.push(format!("storage {}", self.r#type));
        }
        vec![format!(
            "create operator class {}.{}{default} for type {} using {} family {} as\n  {}",
            self.schema,
            self.name,
            self.r#type,
            self.method,
            self.family,
            parts.join(",\n  ")
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let target = address::of_class(self);
        let name = target.strip_prefix("operator class ")?;
        Some(format!("drop operator class if exists {name}"))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let as_before = Self {
            owner: self.owner.clone(),
            comment: self.comment.clone(),
            ..from.clone()
        };
        if as_before == *self {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}
