//! The columns of a kept table, before and after the migration.

use stagecraft_catalog::{
    Column, Kind, MemberName, Object as _, ObjectId, ObjectKey as _, Snapshot,
};
use stagecraft_model::{Ident, QualifiedName};

use super::{KeptTable, copy};

/// The columns of a kept table, before and after the migration.
pub(crate) struct Shape<'a> {
    /// The table as the migration left it.
    pub(crate) now: QualifiedName,
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
                let column_now = column_now(column, &now, before, after)?;
                column_now
                    .generated
                    .is_none()
                    .then(|| (column.name.clone(), column_now.name.clone()))
            })
            .collect();
        Some(Self { now, is, pairs })
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

/// Returns a column as the migration left it: the same one, whatever it is
/// called, or one of its name and type that was made anew.
pub(crate) fn column_now<'a>(
    column: &Column,
    table: &QualifiedName,
    before: &Snapshot,
    after: &'a Snapshot,
) -> Option<&'a Column> {
    let same = before
        .identities
        .of(&column.id())
        .and_then(|it| after.identities.object(Kind::Column, it))
        .and_then(|it| MemberName::of_name(&it.name))
        .and_then(|it| after.columns.get(&it));
    same.or_else(|| {
        let anew = after.columns.get(&MemberName {
            schema: table.schema.clone(),
            relation: table.name.clone(),
            name: column.name.clone(),
        })?;
        let identity = after.identities.of(&anew.id())?;
        let is_new = before.identities.object(Kind::Column, identity).is_none();
        (is_new && anew.r#type == column.r#type).then_some(anew)
    })
}
