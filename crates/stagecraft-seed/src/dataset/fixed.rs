//! Rows that the profile lays down.

use std::collections::BTreeMap;

use stagecraft_copy::Value;

use super::convert;
use super::table::Table;
use crate::profile::TableProfile;

/// Lays down the rows that the profile fixes.
pub(super) fn fix(table: &mut Table, said: &TableProfile) {
    let mut taken: BTreeMap<u64, u64> = BTreeMap::new();
    for row in &said.fixed {
        let nth = taken.entry(row.tenant).or_default();
        let (start, count) = table.spread.of(row.tenant);
        if *nth < count {
            let values: BTreeMap<usize, Value> = row
                .values
                .iter()
                .filter_map(|(name, text)| {
                    let at = table.shape.place(name)?;
                    let of = &table.shape.columns.get(at)?.r#type;
                    let value = text.as_ref().map(|it| convert::from_text(it, of));
                    Some((at, value.unwrap_or_default()))
                })
                .collect();
            table.fixed.insert(start + *nth, values);
        }
        *nth += 1;
    }
}
