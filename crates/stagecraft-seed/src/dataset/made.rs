//! How one table is made: whose its columns are, what gives them their values.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_copy::Value;

use super::arrange::Arrangement;
use super::bounds::{Bounds, bounds_of};
use super::build::Builder;
use super::choose::{Hints, choose};
use super::convert::{self, EPOCH};
use super::fixed::fix;
use super::keys::Draft;
use super::maker::Maker;
use super::own::DAY;
use super::pick::Pick;
use super::said::{self, from_recipe, said_columns};
use super::table::{Kept, Spread, Table};
use super::wanted::{Wanted, wanted};
use super::{Dataset, pools};
use crate::random::Key;
use crate::recipes;
use crate::shape::Shape;

/// What is decided of a table before checks are looked at.
struct Planned {
    spread: Spread,
    arrangement: Arrangement,
    picks: Vec<Pick>,
    makers: Vec<Maker>,
    said: BTreeSet<usize>,
    notes: Vec<String>,
}

impl Builder<'_> {
    pub(super) fn kept(&self, dataset: &Dataset, shape: Shape) -> Table {
        let rows = self.existing.get(&shape.name);
        let there = rows.map_or(0, |it| it.rows);
        let rows: Vec<BTreeMap<usize, Value>> = rows
            .into_iter()
            .flat_map(|it| &it.kept)
            .map(|row| {
                let values = row.iter().filter_map(|(at, text)| {
                    let of = &shape.columns.get(*at)?.r#type;
                    Some((*at, convert::from_text(text, of)))
                });
                values.collect()
            })
            .collect();
        let key = Key::of(dataset.seed, &shape.name.to_string());
        let known = u64::try_from(rows.len()).unwrap_or_default();
        let spread = if dataset.tenancy.root.as_ref() == Some(&shape.name) {
            // One row, one tenant, as far as they go.
            Spread::ByTenant((0..=dataset.tenants).map(|it| it.min(known)).collect())
        } else if dataset.tenancy.owned.contains(&shape.name) {
            // Whose they are is not known: nobody points at them.
            Spread::ByTenant((0..=dataset.tenants).map(|_| 0).collect())
        } else {
            Spread::Shared(known)
        };
        Table {
            spread,
            name: shape.name.clone(),
            makers: shape.columns.iter().map(|_| Maker::Unwritten).collect(),
            picks: shape.foreign_keys.iter().map(|_| Pick::Nothing).collect(),
            shape,
            key,
            first: 0,
            arrangement: Arrangement::Free,
            pools: Vec::new(),
            fixed: BTreeMap::new(),
            said: BTreeSet::new(),
            kept: Some(Kept {
                rows: there,
                known: rows,
            }),
        }
    }

    pub(super) fn table(&self, dataset: &mut Dataset, shape: Shape) -> Table {
        let name = shape.name.clone();
        let planned = self.planned(dataset, &shape);
        let mut table = Table {
            first: self.there(dataset, &name).map_or(0, |it| it.first),
            key: Key::of(dataset.seed, &name.to_string()),
            spread: planned.spread,
            arrangement: planned.arrangement,
            picks: planned.picks,
            makers: planned.makers,
            pools: Vec::new(),
            fixed: BTreeMap::new(),
            said: planned.said,
            kept: None,
            name: name.clone(),
            shape,
        };
        let mut notes = planned.notes;
        if let Some(said) = self.said_of(&name) {
            pools::together(&mut table, said, dataset.seed);
            // Of a table that has rows they are there already.
            if self.there(dataset, &name).is_none_or(|it| it.added) {
                fix(&mut table, said);
            }
        }
        notes.extend(super::repair::repair(dataset, &mut table));
        notes.extend(self.shortage(dataset, &table));
        dataset.notes.insert(name, notes);
        table
    }

    /// Says why a table gets fewer rows than are wanted.
    fn shortage(&self, dataset: &Dataset, table: &Table) -> Option<String> {
        let is_owned = dataset.tenancy.owned.contains(&table.name);
        let rows = table.spread.rows();
        let Wanted::Total(total) = wanted(self, dataset, &table.name, is_owned) else {
            return None;
        };
        if rows >= total || rows == 0 || self.trial {
            return None;
        }
        if dataset.tenancy.root.as_ref() == Some(&table.name) {
            return Some("each row is a tenant".to_owned());
        }
        let Arrangement::By {
            drivers, digits, ..
        } = &table.arrangement
        else {
            let why = "each row has to point at one of few, or of none in some tenants";
            return Some(why.to_owned());
        };
        let parents = drivers
            .iter()
            .filter_map(|it| Some(dataset.tables.get(it.table)?.name.to_string()));
        let columns = digits
            .iter()
            .filter_map(|it| Some(table.shape.columns.get(it.column)?.name.to_string()));
        let of: Vec<_> = parents.chain(columns).collect();
        Some(if of.is_empty() {
            "a key allows one row for each tenant".to_owned()
        } else {
            format!("a key allows one row for each {}", of.join(" and "))
        })
    }

    fn planned(&self, dataset: &Dataset, shape: &Shape) -> Planned {
        let name = shape.name.clone();
        let said = self.said_of(&name);
        let key = Key::of(dataset.seed, &name.to_string());
        let bounds = bounds_of(shape);
        let end = self.profile.as_of.as_microsecond().saturating_sub(EPOCH);
        let is_owned = dataset.tenancy.owned.contains(&name);
        let mut draft = Draft {
            shape,
            bounds: &bounds,
            tenant: BTreeSet::new(),
            foreign: vec![None; shape.columns.len()],
            picks: vec![Pick::Nothing; shape.foreign_keys.len()],
            distinct: BTreeSet::new(),
            arrangement: Arrangement::Free,
            said: said_columns(said, shape),
            only: BTreeMap::new(),
            filled: BTreeSet::new(),
            last_day: i32::try_from(end / DAY).unwrap_or_default(),
            key,
            notes: Vec::new(),
        };
        let mut makers: Vec<Option<Maker>> = shape.columns.iter().map(|_| None).collect();
        if is_owned {
            Self::tenant_columns(dataset, &mut draft, &mut makers);
        }
        self.foreign_keys(dataset, &mut draft, &mut makers, said);
        draft.keys(dataset);
        let spread = self.spread(dataset, &draft, &name, is_owned);
        if let Arrangement::By { digits, .. } = &draft.arrangement {
            for (n, digit) in digits.iter().enumerate() {
                if let Some(maker) = makers.get_mut(digit.column) {
                    *maker = Some(Maker::Digit(n));
                }
            }
        }
        let recipe = recipes::columns(&name);
        for (at, column) in shape.columns.iter().enumerate() {
            let said = said.and_then(|it| it.columns.get(&column.name));
            let default_bounds = Bounds::default();
            let hints = Hints {
                table: &name,
                seed: dataset.seed,
                end,
                distinct: draft.distinct.contains(&at),
                bounds: bounds.get(at).unwrap_or(&default_bounds),
                key: Key::of(dataset.seed, &format!("{name}.{}", column.name)),
                null: said
                    .and_then(|it| it.null)
                    .or_else(|| draft.filled.contains(&at).then_some(0.0)),
                grade: self.grade(&name),
                only: draft.only.get(&at).map(Vec::as_slice),
            };
            let Some(maker) = makers.get_mut(at).filter(|it| it.is_none()) else {
                continue;
            };
            let usual = choose(column, &hints);
            let recipe = recipe.iter().find(|it| it.0 == column.name.as_str());
            let by_recipe = recipe.and_then(|(_, text)| from_recipe(*text, column, &hints));
            let by_profile = said.and_then(|it| said::said(column, it, shape, &hints, &usual));
            *maker = Some(by_profile.or(by_recipe).unwrap_or(usual));
        }
        Planned {
            spread,
            arrangement: draft.arrangement,
            picks: draft.picks,
            makers: makers
                .into_iter()
                .map(|it| it.unwrap_or(Maker::Unwritten))
                .collect(),
            said: draft.said.keys().copied().collect(),
            notes: draft.notes,
        }
    }
}
