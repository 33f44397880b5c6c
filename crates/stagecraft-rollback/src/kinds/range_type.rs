//! Range types.

use stagecraft_catalog::{Object as _, RangeType, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for RangeType {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut parts = vec![
            format!("subtype = {}", self.subtype),
            format!("subtype_opclass = {}", self.operator_class),
        ];
        let optional = [
            (
                "collation",
                self.collation.as_ref().map(ToString::to_string),
            ),
            ("canonical", self.canonical.clone()),
            ("subtype_diff", self.difference.clone()),
        ];
        for (word, value) in optional {
            parts.extend(value.map(|it| format!("{word} = {it}")));
        }
        parts.push(format!("multirange_type_name = {}", self.multirange));
        vec![format!(
            "create type {} as range ({})",
            self.name(),
            parts.join(", ")
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop type if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let shape = |it: &Self| {
            (
                it.subtype.clone(),
                it.multirange.clone(),
                it.operator_class.clone(),
                it.collation.clone(),
                it.canonical.clone(),
                it.difference.clone(),
            )
        };
        if shape(self) == shape(from) {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}
