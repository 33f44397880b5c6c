//! The rows that tables hold, as far as other rows have to know them.

use std::collections::BTreeMap;

use stagecraft_model::QualifiedName;

use crate::cell::Cell;
use crate::datum::Datum;
use crate::shape::{ForeignKey, Shape};

/// The rows of all tables that matter.
#[derive(Debug, Default)]
pub(crate) struct Known {
    tables: BTreeMap<QualifiedName, Vec<KnownRow>>,
}

/// A row that is there.
#[derive(Debug, Clone)]
pub(crate) struct KnownRow {
    /// What it holds, column by column.
    pub(crate) cells: Vec<Cell>,
    /// Which of the two tenants it belongs to.
    pub(crate) class: usize,
    /// Which rows it hangs on, through one key after the other.
    pub(crate) ancestors: BTreeMap<QualifiedName, usize>,
}

impl Known {
    /// Returns a table's rows.
    pub(crate) fn rows(&self, table: &QualifiedName) -> &[KnownRow] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// Forgets a table's rows.
    pub(crate) fn forget(&mut self, table: &QualifiedName) {
        self.tables.remove(table);
    }

    /// Adds rows to a table, in their order. The tables that they point at
    /// should be known before.
    pub(crate) fn learn(
        &mut self,
        shape: &Shape,
        shapes: &BTreeMap<QualifiedName, Shape>,
        rows: Vec<Vec<Cell>>,
    ) {
        for cells in rows {
            let (class, ancestors) = self.place(shape, shapes, &cells);
            let known = self.tables.entry(shape.name.clone()).or_default();
            let class = class.unwrap_or(known.len() % 2);
            known.push(KnownRow {
                cells,
                class,
                ancestors,
            });
        }
    }

    /// Returns which tenant a row belongs to and which rows it hangs on.
    fn place(
        &self,
        shape: &Shape,
        shapes: &BTreeMap<QualifiedName, Shape>,
        cells: &[Cell],
    ) -> (Option<usize>, BTreeMap<QualifiedName, usize>) {
        let mut class = None;
        let mut ancestors = BTreeMap::new();
        for key in &shape.foreign_keys {
            if key.parent == shape.name {
                continue;
            }
            let Some((at, parent)) = self.parent(key, shapes, cells) else {
                continue;
            };
            class = class.or(Some(parent.class));
            for (table, row) in &parent.ancestors {
                ancestors.entry(table.clone()).or_insert(*row);
            }
            ancestors.entry(key.parent.clone()).or_insert(at);
        }
        (class, ancestors)
    }

    /// Returns the row that a row points at, and which it is.
    pub(crate) fn parent(
        &self,
        key: &ForeignKey,
        shapes: &BTreeMap<QualifiedName, Shape>,
        cells: &[Cell],
    ) -> Option<(usize, &KnownRow)> {
        let wanted = tuple(&key.columns, cells)?;
        let places = places(key, shapes)?;
        self.rows(&key.parent)
            .iter()
            .enumerate()
            .find(|(_, row)| tuple(&places, &row.cells).as_ref() == Some(&wanted))
    }
}

/// Returns the places of the columns that a key points at.
pub(super) fn places(
    key: &ForeignKey,
    shapes: &BTreeMap<QualifiedName, Shape>,
) -> Option<Vec<usize>> {
    let parent = shapes.get(&key.parent)?;
    key.parent_columns
        .iter()
        .map(|it| parent.place(it))
        .collect()
}

/// Returns the values in some places; nothing if one is null or not known.
pub(super) fn tuple(places: &[usize], cells: &[Cell]) -> Option<Vec<Datum>> {
    places
        .iter()
        .map(|it| {
            let datum = cells.get(*it)?.known()?;
            (!datum.is_null()).then(|| datum.clone())
        })
        .collect()
}
