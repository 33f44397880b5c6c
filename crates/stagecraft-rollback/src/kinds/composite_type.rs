//! Composite types; their attributes are columns.

use stagecraft_catalog::{CompositeType, Object as _, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for CompositeType {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let name = self.name();
        let attributes: Vec<_> = context
            .columns(&name)
            .into_iter()
            .map(|it| {
                let collation = it
                    .collation
                    .as_ref()
                    .map_or_else(String::new, |it| format!(" collate {it}"));
                format!("{} {}{collation}", it.name, it.r#type)
            })
            .collect();
        vec![format!("create type {name} as ({})", attributes.join(", "))]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop type if exists {}", self.name()))
    }

    /// Attributes come back in their order only with the whole type.
    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        let shape = |snapshot: &Snapshot| -> Vec<_> {
            snapshot
                .columns_of(&self.name())
                .into_iter()
                .map(|it| (it.name.clone(), it.r#type.clone(), it.collation.clone()))
                .collect()
        };
        debug_assert_eq!(self.name(), from.name());
        if shape(context.before) == shape(context.after) {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}
