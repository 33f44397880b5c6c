//! Constraints of tables and domains.

use stagecraft_catalog::{Constraint, ConstraintType, Object as _, Snapshot};

use super::{Change, Restore};
use crate::context::{Context, is_domain, is_foreign};

impl Restore for Constraint {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let relation = self.name().relation();
        if self.inherited {
            return Vec::new();
        }
        let word = if is_domain(context.before, &relation) {
            "domain"
        } else if is_foreign(context.before, &relation) {
            "foreign table"
        } else {
            "table"
        };
        vec![format!(
            "alter {word} {relation} add constraint {} {}",
            self.name, self.definition
        )]
    }

    fn drop(&self, snapshot: &Snapshot) -> Option<String> {
        if self.inherited {
            return None;
        }
        let relation = self.name().relation();
        let word = if is_domain(snapshot, &relation) {
            "domain"
        } else {
            "table"
        };
        Some(format!(
            "alter {word} {relation} drop constraint if exists {}",
            self.name
        ))
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        let relation = self.name().relation();
        if self.r#type != from.r#type || self.inherited != from.inherited {
            return Change::Recreate;
        }
        if self.definition != from.definition {
            let not_valid = format!("{} NOT VALID", self.definition);
            if self.valid && !from.valid && not_valid == from.definition {
                let word = if is_domain(context.before, &relation) {
                    "domain"
                } else {
                    "table"
                };
                return Change::Alter(vec![format!(
                    "alter {word} {relation} validate constraint {}",
                    self.name
                )]);
            }
            return Change::Recreate;
        }
        Change::Alter(Vec::new())
    }
}

/// Returns whether other constraints and indexes may rest on a constraint.
pub(crate) fn has_index(constraint: &Constraint) -> bool {
    matches!(
        constraint.r#type,
        ConstraintType::PrimaryKey | ConstraintType::Unique | ConstraintType::Exclusion
    )
}
