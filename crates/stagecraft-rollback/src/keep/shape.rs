//! The columns of a kept table, before and after the migration.

use stagecraft_catalog::{Column, Kind, Object as _, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::{Ident, QualifiedName};

use super::{KeptTable, copy};

/// The columns of a kept table, before and after the migration.
pub(crate) struct Shape<'a> {
    /// The table as the migration left it.
    pub(crate) now: QualifiedName,
    /// Columns that have values of their own, as they were.
    pub(crate) was: Vec<&'a Column>,
    /// Columns as they are.
    pub(crate) is: Vec<&'a Column>,
    /// What columns that are in both were called and are called.
    pub(crate) pairs: Vec<(Ident, Ident)>,
}

impl<'a> Shape<'a> {
    pub(crate) fn of(kept: &KeptTable, before: &'a Snapshot, after: &'a Snapshot) -> Option<Self> {
        let was: Vec<_> = copy::values(before, &kept.relation).collect();
        if kept.is_replaced {
            let is = after.columns_of(&kept.relation);
            let pairs = was
                .iter()
                .filter(|column| {
                    is.iter()
                        .any(|it| it.name == column.name && it.generated.is_none())
                })
                .map(|it| (it.name.clone(), it.name.clone()))
                .collect();
            return Some(Self {
                now: kept.relation.clone(),
                was,
                is,
                pairs,
            });
        }
        let table = ObjectId {
            kind: Kind::Table,
            name: kept.relation.clone().into(),
        };
        let identity = before.identities.of(&table)?;
        let now = after.identities.object(Kind::Table, identity)?;
        let now = QualifiedName::of_name(&now.name)?;
        let is = after.columns_of(&now);
        let pairs = was
            .iter()
            .filter_map(|column| {
                let identity = before.identities.of(&column.id())?;
                let now = after.identities.object(Kind::Column, identity)?;
                let column_now = after.columns.get(&stagecraft_catalog::ObjectKey::of_name(&now.name)?)?;
                column_now
                    .generated
                    .is_none()
                    .then(|| (column.name.clone(), now.name.name.clone()))
            })
            .collect();
        Some(Self {
            now,
            was,
            is,
            pairs,
        })
    }

    /// Pairs of the columns as they were, each with itself.
    pub(crate) fn own_pairs(&self, names: &[String]) -> Vec<(Ident, Ident)> {
        self.was
            .iter()
            .filter(|it| names.is_empty() || names.iter().any(|name| name == it.name.as_str()))
            .map(|it| (it.name.clone(), it.name.clone()))
            .collect()
    }

    /// Pairs of the columns that are in both, of `names` if there are any.
    pub(crate) fn common(&self, names: &[String]) -> Vec<(Ident, Ident)> {
        self.pairs
            .iter()
            .filter(|(was, _)| names.is_empty() || names.iter().any(|name| name == was.as_str()))
            .cloned()
            .collect()
    }
}
