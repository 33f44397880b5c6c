//! Which parent gives which of a row's columns.

use super::build::Builder;
use super::keys::Draft;
use super::maker::Maker;
use super::pick::Pick;
use super::{Dataset, Grade};
use crate::profile::TableProfile;
use crate::random::Key;
use crate::shape::{Column, ForeignKey};

/// The share of rows that point at nothing, where they may.
const NULL: f64 = 0.15;
/// The same, of rows of one table that point at each other.
const TOP: f64 = 0.3;

impl Builder<'_> {
    /// Finds the columns that say whose a row is: they are what the tenant's row
    /// holds, whichever parent is picked.
    pub(super) fn tenant_columns(
        dataset: &Dataset,
        draft: &mut Draft<'_>,
        makers: &mut [Option<Maker>],
    ) {
        let Some(root) = &dataset.tenancy.root else {
            return;
        };
        let place = dataset.tables.iter().position(|it| it.name == *root);
        for key in &draft.shape.foreign_keys {
            let Some(at) = dataset.tables.iter().position(|it| it.name == key.parent) else {
                continue;
            };
            let Some(parent) = dataset.tables.get(at).filter(|it| it.kept.is_none()) else {
                continue;
            };
            for (column, name) in key.columns.iter().zip(&key.parent_columns) {
                let Some(target) = parent.shape.place(name) else {
                    continue;
                };
                let maker = if Some(at) == place {
                    Some(Maker::Tenant {
                        table: at,
                        column: target,
                    })
                } else {
                    parent
                        .makers
                        .get(target)
                        .filter(|it| matches!(it, Maker::Tenant { .. }))
                        .cloned()
                };
                // What the server computes is not given.
                let is_given = draft
                    .shape
                    .columns
                    .get(*column)
                    .is_some_and(Column::is_written);
                if let (Some(maker), Some(slot), true) = (maker, makers.get_mut(*column), is_given)
                {
                    *slot = Some(maker);
                    draft.tenant.insert(*column);
                }
            }
        }
    }

    /// Decides how each foreign key's parent is found.
    pub(super) fn foreign_keys(
        &self,
        dataset: &Dataset,
        draft: &mut Draft<'_>,
        makers: &mut [Option<Maker>],
        said: Option<&TableProfile>,
    ) {
        let keys = &draft.shape.foreign_keys;
        let mut order: Vec<usize> = (0..keys.len()).collect();
        let left = |draft: &Draft<'_>, key: &ForeignKey| {
            let columns = key.columns.iter();
            columns.filter(|it| !draft.tenant.contains(it)).count()
        };
        order.sort_by_key(|n| {
            keys.get(*n)
                .map(|it| (std::cmp::Reverse(left(draft, it)), it.optional, *n))
        });
        for n in order {
            let Some(key) = keys.get(n) else {
                continue;
            };
            let pick = Self::pick(dataset, draft, key, said);
            let claims = !matches!(pick, Pick::Implied);
            if let Some(slot) = draft.picks.get_mut(n) {
                *slot = pick;
            }
            if !claims {
                continue;
            }
            for (column, name) in key.columns.iter().zip(&key.parent_columns) {
                let is_given = draft
                    .shape
                    .columns
                    .get(*column)
                    .is_some_and(Column::is_written);
                if draft.tenant.contains(column) || !is_given {
                    continue;
                }
                let is_self = key.parent == draft.shape.name;
                let target = if is_self {
                    draft.shape.place(name)
                } else {
                    let parent = dataset.tables.iter().find(|it| it.name == key.parent);
                    parent.and_then(|it| it.shape.place(name)).or_else(|| {
                        // A table of the same circle, not yet made.
                        crate::shape::Shape::keys_of(self.snapshot, &key.parent)?.place(name)
                    })
                };
                if let Some(slot) = makers.get_mut(*column).filter(|it| it.is_none()) {
                    *slot = Some(match target {
                        Some(column) => Maker::Reference { foreign: n, column },
                        None => Maker::Null,
                    });
                    if let Some(slot) = draft.foreign.get_mut(*column) {
                        *slot = Some(n);
                    }
                }
            }
        }
    }

    fn pick(
        dataset: &Dataset,
        draft: &mut Draft<'_>,
        key: &ForeignKey,
        said: Option<&TableProfile>,
    ) -> Pick {
        let free: Vec<_> = key
            .columns
            .iter()
            .copied()
            .filter(|it| !draft.tenant.contains(it))
            .collect();
        let open: Vec<_> = free
            .iter()
            .copied()
            .filter(|it| draft.foreign.get(*it).is_some_and(Option::is_none))
            .collect();
        if open.is_empty() {
            return Pick::Implied;
        }
        let takes_null = open
            .iter()
            .any(|it| draft.shape.columns.get(*it).is_some_and(|it| !it.not_null));
        if open.len() < free.len() {
            // Another key has given a part of it: which row goes with that can
            // not be computed.
            if !takes_null {
                draft.notes.push(format!(
                    "{} shares columns with another key that decides them",
                    key.name
                ));
            }
            return Pick::Nothing;
        }
        let name = |at: &usize| draft.shape.columns.get(*at).map(|it| &it.name);
        let profile = open.iter().find_map(|it| said?.columns.get(name(it)?));
        if profile.is_some_and(|it| it.make.is_some()) && takes_null {
            // The profile's own value is not the parent's business.
            return Pick::Nothing;
        }
        let usual = if key.parent == draft.shape.name {
            TOP
        } else {
            NULL
        };
        let null = if takes_null {
            profile.and_then(|it| it.null).unwrap_or(usual)
        } else {
            0.0
        };
        let chance = Key::of(dataset.seed, &format!("{}.{}", draft.shape.name, key.name));
        if key.parent == draft.shape.name {
            return Pick::Earlier {
                // It is added next.
                table: dataset.tables.len(),
                key: chance,
                null,
                itself: !takes_null,
            };
        }
        let place = dataset.tables.iter().position(|it| it.name == key.parent);
        match place.and_then(|at| Some((at, dataset.tables.get(at)?))) {
            Some((at, parent)) if parent.spread.rows() > 0 => Pick::Drawn {
                table: at,
                key: chance,
                null,
            },
            Some(_) => Pick::Nothing,
            None if takes_null => Pick::Nothing,
            None => {
                draft
                    .notes
                    .push(format!("{} has no row to point at", key.parent));
                Pick::Nothing
            }
        }
    }

    /// Points keys to tables that came later: they are null at first, and set
    /// when all rows are there.
    pub(super) fn late(&self, dataset: &mut Dataset) {
        for at in 0..dataset.tables.len() {
            let Some(table) = dataset.tables.get(at) else {
                continue;
            };
            // What the server refused so often points at nothing that it need not.
            if table.kept.is_some() || self.grade(&table.name) >= Grade::Bare {
                continue;
            }
            for n in 0..table.shape.foreign_keys.len() {
                let Some(pick) = late_pick(dataset, at, n) else {
                    continue;
                };
                let Some(slot) = dataset
                    .tables
                    .get_mut(at)
                    .and_then(|it| it.picks.get_mut(n))
                else {
                    continue;
                };
                *slot = pick;
                let refused = |dataset: &Dataset| {
                    let table = dataset.tables.get(at)?;
                    Some(super::repair::refused(dataset, table))
                };
                // Checks were seen to while it was null.
                if refused(dataset).is_some_and(|it| !it.is_empty())
                    && let Some(slot) = dataset
                        .tables
                        .get_mut(at)
                        .and_then(|it| it.picks.get_mut(n))
                {
                    *slot = Pick::Nothing;
                }
            }
        }
    }
}

/// Returns how a key to a table that came later finds its parent.
fn late_pick(dataset: &Dataset, at: usize, n: usize) -> Option<Pick> {
    let table = dataset.tables.get(at)?;
    let key = table.shape.foreign_keys.get(n)?;
    let parent = dataset.tables.iter().position(|it| it.name == key.parent)?;
    let has_rows = dataset.tables.get(parent)?.spread.rows() > 0;
    let takes_null = |it: &usize| table.shape.columns.get(*it).is_some_and(|it| !it.not_null);
    let is_open = matches!(table.picks.get(n), Some(Pick::Nothing));
    if parent <= at || !has_rows || !is_open || !key.columns.iter().any(takes_null) {
        return None;
    }
    // Only a column that this key alone decides can wait for it.
    let waits = |it: &usize| matches!(table.makers.get(*it), Some(Maker::Reference { foreign, .. }) if *foreign == n);
    if !key.columns.iter().any(waits) {
        return None;
    }
    let is_once = table.shape.unique_keys.iter().any(|it| {
        let columns = it.columns();
        columns.iter().any(|it| key.columns.contains(it))
    });
    Some(if is_once {
        Pick::Paired { table: parent }
    } else {
        Pick::Drawn {
            table: parent,
            key: Key::of(dataset.seed, &format!("{}.{}", table.name, key.name)),
            null: NULL,
        }
    })
}
