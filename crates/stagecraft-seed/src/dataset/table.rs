//! A table of a dataset: how many rows, whose, and how each column is made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use stagecraft_copy::Value;
use stagecraft_model::QualifiedName;

use super::arrange::Arrangement;
use super::maker::{Maker, Pool};
use super::pick::Pick;
use crate::random::Key;
use crate::shape::Shape;

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: QualifiedName,
    pub(crate) shape: Shape,
    /// What its draws depend on.
    pub(crate) key: Key,
    pub(crate) spread: Spread,
    /// The number of the first row: rows that were there before count.
    pub(crate) first: u64,
    pub(crate) arrangement: Arrangement,
    /// Of each foreign key, which parent a row points at.
    pub(crate) picks: Vec<Pick>,
    /// Of each column, how it is made.
    pub(crate) makers: Vec<Maker>,
    pub(crate) pools: Vec<Pool>,
    /// Values that are laid down, by row and column.
    pub(crate) fixed: BTreeMap<u64, BTreeMap<usize, Value>>,
    /// Columns that the profile makes: nobody else has a say in them.
    pub(crate) said: BTreeSet<usize>,
    /// Rows that are there already and to which none are added: only such
    /// columns as others point at are known.
    pub(crate) kept: Option<Kept>,
}

/// Rows that are there already.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) rows: u64,
    /// Of some of them, the values that others point at.
    pub(crate) known: Vec<BTreeMap<usize, Value>>,
}

/// Whose rows are where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spread {
    /// Nobody's in particular.
    Shared(u64),
    /// Each tenant's rows lie side by side: its first row, tenant by tenant,
    /// and the end.
    ByTenant(Arc<[u64]>),
}

/// A row of a table, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) row: u64,
    /// The tenant; 0 for rows of nobody in particular.
    pub(crate) tenant: u64,
    /// Where the tenant's rows begin, and how many there are.
    pub(crate) start: u64,
    pub(crate) count: u64,
}

impl Spread {
    /// Returns how many rows there are.
    pub(crate) fn rows(&self) -> u64 {
        match self {
            Self::Shared(rows) => *rows,
            Self::ByTenant(starts) => starts.last().copied().unwrap_or_default(),
        }
    }

    /// Returns where a tenant's rows begin, and how many there are; of a table
    /// that is shared, all.
    pub(crate) fn of(&self, tenant: u64) -> (u64, u64) {
        match self {
            Self::Shared(rows) => (0, *rows),
            Self::ByTenant(starts) => {
                let at = usize::try_from(tenant).unwrap_or(usize::MAX);
                let start = starts.get(at).copied().unwrap_or_default();
                let end = starts.get(at.saturating_add(1)).copied();
                (start, end.unwrap_or(start) - start)
            }
        }
    }

    /// Returns a row with whose it is.
    pub(crate) fn spot(&self, row: u64) -> Spot {
        match self {
            Self::Shared(rows) => Spot {
                row,
                tenant: 0,
                start: 0,
                count: *rows,
            },
            Self::ByTenant(starts) => {
                let after = starts.partition_point(|it| *it <= row);
                let tenant = u64::try_from(after.saturating_sub(1)).unwrap_or_default();
                self.spot_in(row, tenant)
            }
        }
    }

    /// Returns a row of a tenant.
    pub(crate) fn spot_in(&self, row: u64, tenant: u64) -> Spot {
        let (start, count) = self.of(tenant);
        Spot {
            row,
            tenant,
            start,
            count,
        }
    }

    /// Returns whether each row is somebody's.
    pub(crate) fn is_by_tenant(&self) -> bool {
        matches!(self, Self::ByTenant(_))
    }
}

impl Spot {
    /// Returns which of the tenant's rows it is.
    pub(crate) fn nth(&self) -> u64 {
        self.row - self.start
    }

    /// Returns whether the row is one of the tenant's.
    pub(crate) fn holds(&self, row: u64) -> bool {
        row >= self.start && row - self.start < self.count
    }
}

impl Table {
    /// Returns how many rows are made.
    pub(crate) fn rows(&self) -> u64 {
        if self.kept.is_some() {
            0
        } else {
            self.spread.rows()
        }
    }

    /// Returns a row's own number, which no other row of the table has, those
    /// that were there before included.
    pub(crate) fn number(&self, spot: Spot) -> u64 {
        self.first + spot.row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_whose_they_are() {
        let spread = Spread::ByTenant(Arc::from([0, 3, 3, 10]));
        assert_eq!(spread.rows(), 10);
        for row in 0..10 {
            let spot = spread.spot(row);
            assert_eq!(spot.tenant, if row < 3 { 0 } else { 2 });
            assert!(spot.holds(row));
        }
        assert_eq!(spread.of(1), (3, 0));
        assert_eq!(Spread::Shared(4).spot(2).nth(), 2);
    }
}
