//! What a migration leaves otherwise each time that it runs, whatever is done
//! around it: a definition that holds the time, a name with a random part.

use stagecraft_catalog::{Action, Change, Snapshot, diff};

/// What two plain runs of a migration left otherwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Varying {
    changes: Vec<Change>,
}

impl Varying {
    /// Compares what two plain runs left.
    pub(crate) fn between(one: &Snapshot, other: &Snapshot) -> Self {
        let changes = diff(one, other).into_iter();
        Self {
            changes: changes.filter(|it| !it.is_column_order()).collect(),
        }
    }

    /// Returns whether a difference between two runs is the migration's own.
    pub(crate) fn explains(&self, change: &Change) -> bool {
        self.changes
            .iter()
            .any(|it| it.kind == change.kind && is_alike(it, change))
    }

    /// Returns an object that is not even called the same each time.
    pub(crate) fn other_name(&self) -> Option<&Change> {
        self.changes
            .iter()
            .find(|it| !matches!(it.action, Action::Altered { .. }))
    }
}

fn is_alike(varies: &Change, change: &Change) -> bool {
    match (&varies.action, &change.action) {
        (Action::Altered { fields: vary }, Action::Altered { fields }) => {
            let varies_too = |field: &str| vary.iter().any(|it| it.field == field);
            varies.name == change.name && fields.iter().all(|it| varies_too(&it.field))
        }
        // The name is what varies.
        (Action::Altered { .. }, _) | (_, Action::Altered { .. }) => false,
        _ => true,
    }
}
