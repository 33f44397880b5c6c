//! Which columns lose values, and which tell rows apart.

use stagecraft_catalog::{Column, Identity, Kind, Object as _, ObjectId};
use stagecraft_model::QualifiedName;

use super::Decider;
use crate::keep::Key;
use crate::labels;
use crate::types::holds_all;

impl Decider<'_> {
    /// Returns the columns of a table whose values a migration may have
    /// destroyed: dropped ones, those of a type that holds less, and those that
    /// are said to be.
    pub(super) fn lost_columns(&self, table: &QualifiedName, now: &ObjectId) -> Vec<&Column> {
        let said = self.observed.columns.get(table);
        self.before
            .columns_of(table)
            .into_iter()
            .filter(|column| column.generated.is_none())
            .filter(|column| {
                let Some(is) = self.column_now(column, now) else {
                    return true;
                };
                said.is_some_and(|it| it.contains(&column.name)) || !self.holds_all(column, is)
            })
            .collect()
    }

    /// Returns a column as the migration left it, whatever it is called now.
    fn column_now(&self, column: &Column, table: &ObjectId) -> Option<&Column> {
        let identity = self.before.identities.of(&column.id())?;
        let now = self.after.identities.object(Kind::Column, identity)?;
        debug_assert_eq!(now.name.relation, Some(table.name.name.clone()));
        let name = stagecraft_catalog::ObjectKey::of_name(&now.name)?;
        self.after.columns.get(&name)
    }

    fn holds_all(&self, was: &Column, is: &Column) -> bool {
        holds_all(&was.r#type, &is.r#type) && labels::has_all(was, is, self.before, self.after)
    }

    /// Returns whether a row may be known by a label that there was not.
    fn gains_labels(&self, was: &Column, is: &Column) -> bool {
        labels::to_fit(was, is, self.before, self.after).is_some()
    }

    pub(super) fn key(&self, table: &QualifiedName, is_replaced: bool) -> Key {
        Key::find(table, self.before, |name| {
            let column = self
                .before
                .columns_of(table)
                .into_iter()
                .find(|it| it.name == *name);
            let Some(column) = column else {
                return false;
            };
            if is_replaced {
                return self
                    .after
                    .columns_of(table)
                    .iter()
                    .any(|it| it.name == *name && it.r#type == column.r#type);
            }
            let is_gone = self
                .before
                .identities
                .of(&column.id())
                .is_none_or(|identity| self.is_gone(identity));
            let said = self.observed.columns.get(table);
            let is_same = self
                .before
                .identities
                .of(&column.id())
                .and_then(|it| self.after.identities.object(Kind::Column, it))
                .and_then(|it| stagecraft_catalog::ObjectKey::of_name(&it.name))
                .and_then(|it| self.after.columns.get(&it))
                .is_some_and(|it| self.holds_all(column, it) && !self.gains_labels(column, it));
            !is_gone && is_same && !said.is_some_and(|it| it.contains(name))
        })
    }

    fn is_gone(&self, column: Identity) -> bool {
        self.after.identities.object(Kind::Column, column).is_none()
    }
}
