//! Which row of another table a row points at: computed, never remembered.

use super::Dataset;
use super::arrange::Arrangement;
use super::table::{Spot, Table};
use crate::random::{Key, Stream};

/// How a foreign key's parent is found.
#[derive(Debug, Clone)]
pub(crate) enum Pick {
    /// None: the key is null.
    Nothing,
    /// None, whatever comes later: a key wants it so.
    Never,
    /// The row of the tenant that has the same place, as far as there are any.
    Paired {
        /// The parent's place in the dataset.
        table: usize,
    },
    /// The other keys of the row say it already.
    Implied,
    /// The arrangement of the table says it: which driver.
    Arranged(usize),
    /// Some row of the same tenant; a few are pointed at by many.
    Drawn {
        /// The parent's place in the dataset.
        table: usize,
        key: Key,
        /// The share of rows that point at none.
        null: f64,
    },
    /// An earlier row of the same table and slice, or none.
    Earlier {
        /// The table's own place in the dataset.
        table: usize,
        key: Key,
        null: f64,
        itself: bool,
    },
}

/// Rows of one slice are sent in one transaction: a row may point at an earlier
/// one of its own slice, whichever slices were sent before.
pub(crate) const SLICE: u64 = 65_536;

impl Dataset {
    /// Returns the parent that a row points at by one of its keys.
    pub(crate) fn parent(&self, table: &Table, n: usize, spot: Spot) -> Option<(usize, Spot)> {
        match table.picks.get(n)? {
            Pick::Nothing | Pick::Never | Pick::Implied => None,
            Pick::Paired { table: parent } => {
                let spread = &self.tables.get(*parent)?.spread;
                let (start, count) = spread.of(spot.tenant);
                // Of what all share, no two tenants get the same.
                let nth = if spread.is_by_tenant() {
                    spot.nth()
                } else {
                    spot.row
                };
                (nth < count).then(|| (*parent, spread.spot_in(start + nth, spot.tenant)))
            }
            Pick::Arranged(driver) => {
                let (parent, row) = self.arranged(table, *driver, spot)?;
                let spread = &self.tables.get(parent)?.spread;
                Some((parent, spread.spot_in(row, spot.tenant)))
            }
            Pick::Drawn {
                table: parent,
                key,
                null,
            } => {
                let mut stream = Stream::new(*key, spot.row, 0);
                if *null > 0.0 && stream.chance(*null) {
                    return None;
                }
                let spread = &self.tables.get(*parent)?.spread;
                let (start, count) = spread.of(spot.tenant);
                if count == 0 {
                    return None;
                }
                let row = start + skewed(&mut stream, count);
                Some((*parent, spread.spot_in(row, spot.tenant)))
            }
            Pick::Earlier {
                table: place,
                key,
                null,
                itself,
            } => {
                let first = spot.start.max(spot.row - spot.row % SLICE);
                let mut stream = Stream::new(*key, spot.row, 0);
                let chance = stream.chance(*null);
                if spot.row == first || chance {
                    return itself.then_some((*place, spot));
                }
                let row = first + stream.below(spot.row - first);
                Some((*place, table.spread.spot_in(row, spot.tenant)))
            }
        }
    }

    fn arranged(&self, table: &Table, driver: usize, spot: Spot) -> Option<(usize, u64)> {
        let Arrangement::By { drivers, .. } = &table.arrangement else {
            return None;
        };
        let parent = drivers.get(driver)?.table;
        let place = table.arrangement.place(self, table, spot);
        let row = place.parents.get(driver).copied()?;
        Some((parent, row))
    }
}

/// Returns a number below `count`, small ones more often: half of all draws are
/// even, the other half squared.
fn skewed(stream: &mut Stream, count: u64) -> u64 {
    if stream.chance(0.5) {
        return stream.below(count);
    }
    let part = stream.unit();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts stay below 2^53, and the product below the count"
    )]
    let row = (part * part * count as f64) as u64;
    row.min(count - 1)
}
