//! What is assumed of a schema that no profile speaks of.

use std::collections::BTreeMap;

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;

use super::tenancy::Tenancy;
use super::wanted::{PER_TENANT, SHARED};
use crate::profile::{RowCount, Tenants, own_tables};
use crate::shape::Shape;

/// Whose the rows of each table are, and how many there are.
#[derive(Debug)]
pub(crate) struct Assumed(Tenancy);

impl Assumed {
    /// Finds out what is assumed.
    pub(crate) fn of(snapshot: &Snapshot, tenants: &Tenants) -> Self {
        let shapes: BTreeMap<_, _> = own_tables(snapshot)
            .into_iter()
            .filter_map(|it| Some((it.clone(), Shape::keys_of(snapshot, &it)?)))
            .collect();
        Self(Tenancy::of(&shapes, tenants))
    }

    /// Returns the table whose rows are the tenants.
    pub(crate) fn root(&self) -> Option<&QualifiedName> {
        self.0.root.as_ref()
    }

    /// Returns whether each of a table's rows belongs to one tenant.
    pub(crate) fn owns(&self, table: &QualifiedName) -> bool {
        self.0.owned.contains(table)
    }

    /// Returns how many rows a table gets; nothing for the tenants themselves,
    /// whose number the scale says.
    pub(crate) fn rows(&self, table: &QualifiedName) -> Option<RowCount> {
        if self.root() == Some(table) {
            return None;
        }
        Some(if self.owns(table) {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let each = PER_TENANT as f64;
            RowCount::PerTenant(each)
        } else {
            RowCount::Total(SHARED)
        })
    }
}
