//! Keys of several parts that no two rows share, where none of the parts is
//! distinct by itself: rows are numbered, and the number is taken apart.

use super::Dataset;
use super::domain::Domain;
use super::table::{Spot, Table};
use crate::random::{Key, Permutation};

/// How rows are numbered within what they hang on.
#[derive(Debug, Clone)]
pub(crate) enum Arrangement {
    /// They are not: no key needs it.
    Free,
    By {
        /// The parents that are part of the key.
        drivers: Vec<Driver>,
        /// Columns that are part of the key, small domains first.
        digits: Vec<Digit>,
        /// Whether rows are numbered across tenants.
        across: bool,
        key: Key,
    },
}

/// A parent that is part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Driver {
    /// The parent's place in the dataset.
    pub(crate) table: usize,
    /// The foreign key, by its place.
    pub(crate) foreign: usize,
}

/// A column that is part of a key.
#[derive(Debug, Clone)]
pub(crate) struct Digit {
    pub(crate) column: usize,
    pub(crate) domain: Domain,
}

/// Where the arrangement puts a row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The parents' rows, driver by driver.
    pub(crate) parents: Vec<u64>,
    /// What is left for the digits.
    pub(crate) number: u64,
}

/// How uneven fan-outs are: of eight parts of the mean, so many are chance.
const JITTER: u64 = 6;

impl Arrangement {
    /// Returns where a row is put.
    pub(crate) fn place(&self, dataset: &Dataset, table: &Table, spot: Spot) -> Place {
        let Self::By {
            drivers,
            across,
            key,
            ..
        } = self
        else {
            return Place::default();
        };
        let (nth, count) = if *across {
            (spot.row, table.spread.rows())
        } else {
            (spot.nth(), spot.count)
        };
        match drivers.as_slice() {
            [] => Place {
                parents: Vec::new(),
                number: nth,
            },
            [only] => {
                let (start, parents) = dataset.count_of(only.table, spot.tenant);
                let children = Children {
                    parents,
                    rows: count,
                    key: *key,
                    start,
                    even: self.digits() == 1,
                };
                let (parent, number) = children.place(nth);
                Place {
                    parents: vec![start + parent],
                    number,
                }
            }
            several => {
                let sizes: Vec<_> = several
                    .iter()
                    .map(|it| dataset.count_of(it.table, spot.tenant))
                    .collect();
                let twice = twice(several);
                let domain = pairs(&sizes, twice).saturating_mul(self.digits());
                let mut rest =
                    Permutation::new(key.at(if *across { 0 } else { spot.tenant }), domain.max(1))
                        .at(nth % domain.max(1));
                let number = rest % self.digits().max(1);
                rest /= self.digits().max(1);
                let mut parents: Vec<u64> = Vec::with_capacity(several.len());
                for (n, (start, count)) in sizes.iter().enumerate() {
                    let size = if twice && n == 1 { count - 1 } else { *count }.max(1);
                    let mut at = rest % size;
                    rest /= size;
                    // Nothing goes with itself.
                    if twice && n == 1 && parents.first().is_some_and(|it| start + at >= *it) {
                        at += 1;
                    }
                    parents.push(start + at);
                }
                Place { parents, number }
            }
        }
    }

    /// Returns how many combinations of digits there are.
    pub(crate) fn digits(&self) -> u64 {
        match self {
            Self::Free => u64::MAX,
            Self::By { digits, .. } => digits
                .iter()
                .fold(1, |all, it| all.saturating_mul(it.domain.size())),
        }
    }

    /// Returns how many rows a tenant can have.
    pub(crate) fn most(&self, dataset: &Dataset, tenant: u64) -> u64 {
        let Self::By { drivers, .. } = self else {
            return u64::MAX;
        };
        let sizes: Vec<_> = drivers
            .iter()
            .map(|it| dataset.count_of(it.table, tenant))
            .collect();
        match sizes.as_slice() {
            [] => self.digits(),
            // Fan-outs are uneven: the largest has to fit.
            [(_, parents)] => match self.digits() {
                1 => *parents,
                digits => parents.saturating_mul((digits / 2).max(1)),
            },
            several => pairs(several, twice(drivers)).saturating_mul(self.digits()),
        }
    }
}

/// Returns whether the first two parents are rows of the same table: then they
/// are two rows.
fn twice(drivers: &[Driver]) -> bool {
    matches!(drivers, [one, other, ..] if one.table == other.table)
}

fn pairs(sizes: &[(u64, u64)], twice: bool) -> u64 {
    sizes.iter().enumerate().fold(1, |all, (n, (_, count))| {
        let size = if twice && n == 1 {
            count.saturating_sub(1)
        } else {
            *count
        };
        all.saturating_mul(size)
    })
}

/// Rows that are dealt out to parents in the parents' order.
struct Children {
    parents: u64,
    rows: u64,
    key: Key,
    start: u64,
    /// One row each.
    even: bool,
}

impl Children {
    /// Returns the first row of a parent: as many as there are rows per parent
    /// before it, and a chance of its own. Monotone, so that it can be turned
    /// round.
    fn first(&self, parent: u64) -> u64 {
        if parent == 0 {
            return 0;
        }
        if parent >= self.parents {
            return self.rows;
        }
        let chance = if self.even {
            0
        } else {
            u128::from(self.key.hash(self.start + parent) % 1024) * u128::from(JITTER)
        };
        let scaled = (u128::from(parent) * 8192 + chance) * u128::from(self.rows);
        u64::try_from(scaled / (u128::from(self.parents) * 8192)).unwrap_or(self.rows)
    }

    /// Returns a row's parent, and which of the parent's rows it is.
    fn place(&self, row: u64) -> (u64, u64) {
        if self.parents == 0 || self.rows == 0 {
            return (0, row);
        }
        let about = u128::from(row) * u128::from(self.parents) / u128::from(self.rows);
        let about = u64::try_from(about).unwrap_or(0);
        let mut parent = about.min(self.parents - 1);
        while parent > 0 && self.first(parent) > row {
            parent -= 1;
        }
        while parent + 1 < self.parents && self.first(parent + 1) <= row {
            parent += 1;
        }
        (parent, row - self.first(parent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_one_parent_and_a_place_of_its_own() {
        for (parents, rows) in [(1, 1), (1, 9), (7, 3), (7, 100), (100, 100), (64, 1000)] {
            for even in [false, true] {
                let children = Children {
                    parents,
                    rows,
                    key: Key::of(1, "s.t"),
                    start: 5,
                    even,
                };
                let places: Vec<_> = (0..rows).map(|it| children.place(it)).collect();
                let distinct: std::collections::BTreeSet<_> = places.iter().collect();
                assert_eq!(distinct.len(), places.len(), "{parents} {rows}");
                assert!(places.is_sorted());
                assert!(places.iter().all(|it| it.0 < parents));
                if even && rows <= parents {
                    assert!(places.iter().all(|it| it.1 == 0));
                }
            }
        }
    }
}
