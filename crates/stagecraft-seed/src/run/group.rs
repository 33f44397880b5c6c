//! Filling tables that can't do without each other, by one statement.

use stagecraft_model::QualifiedName;

use super::Run;
use super::read::query;
use super::table::{Ready, outcome, prepare};
use crate::cell::Cell;
use crate::draw::Draw;
use crate::report::FilledTable;
use crate::shape::Shape;
use crate::solve::{Candidates, Ground, Known, ranked};
use crate::statement;
use crate::values::{self, Spot};
use crate::{Error, Refusal};

impl Run<'_> {
    /// Fills tables that point at each other: foreign keys are looked at when
    /// the statement ends, and by then all rows are there.
    pub(super) async fn fill_together(
        &mut self,
        tables: &[QualifiedName],
    ) -> Result<Vec<FilledTable>, Error> {
        let wanted = self.rows_wanted();
        for table in tables {
            self.complete(table);
        }
        let found = |run: &Self, it: &QualifiedName| run.known.rows(it).len();
        let mut refusal = None;
        let mut written = 0;
        if tables.iter().any(|it| found(self, it) == 0) {
            for edges in [self.config.edges, false] {
                let rows = self.together(tables, wanted, edges);
                let inserts: Vec<_> = rows
                    .iter()
                    .filter_map(|(name, ready)| {
                        let shape = self.shapes.get(name)?;
                        let rows: Vec<_> = ready.iter().map(|it| it.row.as_slice()).collect();
                        (!rows.is_empty()).then(|| statement::insert(shape, &rows, ""))
                    })
                    .collect();
                if inserts.is_empty() {
                    refusal = Some(Refusal::foreseen(None, "no row can be made"));
                    break;
                }
                match query(self.client, &statement::insert_together(&inserts)).await? {
                    Ok(_) => {
                        written = rows.first().map_or(0, |it| it.1.len());
                        refusal = None;
                        break;
                    }
                    Err(said) => refusal = Some(said),
                }
            }
        }
        let before: Vec<_> = tables.iter().map(|it| found(self, it)).collect();
        if written > 0 {
            self.stale = true;
            self.look(tables).await?;
        }
        Ok(tables
            .iter()
            .zip(before)
            .map(|(table, before)| {
                let now = self.known.rows(table).len();
                outcome(
                    table,
                    before,
                    wanted,
                    now.saturating_sub(before),
                    refusal.clone(),
                )
            })
            .collect())
    }

    /// Makes the rows of all the tables, and points them at each other.
    fn together(
        &self,
        tables: &[QualifiedName],
        wanted: usize,
        edges: bool,
    ) -> Vec<(QualifiedName, Vec<Ready>)> {
        let mut known = Known::default();
        for (name, shape) in &self.shapes {
            let rows = self.known.rows(name).iter().map(|it| it.cells.clone());
            known.learn(shape, &self.shapes, rows.collect());
        }
        let mut made: Vec<(QualifiedName, Vec<Ready>)> = Vec::new();
        for table in tables {
            let Some(shape) = self.shapes.get(table) else {
                continue;
            };
            let later = |n: usize| is_pending(shape, tables, n);
            let mut ground = Ground::new(shape, &self.shapes, &known, &later, self.config.seed);
            let first = self.known.rows(table).len();
            let (mut ready, _) = prepare(&mut ground, first..wanted.max(first), edges);
            drop(ground);
            for it in &mut ready {
                give_numbers(&self.shapes, tables, shape, self.config.seed, it);
            }
            known.learn(
                shape,
                &self.shapes,
                ready.iter().map(|it| it.row.clone()).collect(),
            );
            made.push((table.clone(), ready));
        }
        for (name, ready) in &mut made {
            let Some(shape) = self.shapes.get(name) else {
                continue;
            };
            for it in ready {
                point(&self.shapes, &known, shape, tables, it);
            }
        }
        made
    }
}

fn is_pending(shape: &Shape, tables: &[QualifiedName], n: usize) -> bool {
    shape
        .foreign_keys
        .get(n)
        .is_some_and(|it| tables.contains(&it.parent))
}

/// Gives a value to the columns that the others point at, instead of what a
/// sequence or a default would.
fn give_numbers(
    shapes: &std::collections::BTreeMap<QualifiedName, Shape>,
    tables: &[QualifiedName],
    shape: &Shape,
    seed: u64,
    ready: &mut Ready,
) {
    let pointed_at = tables
        .iter()
        .filter_map(|it| shapes.get(it))
        .flat_map(|it| &it.foreign_keys)
        .filter(|it| it.parent == shape.name)
        .flat_map(|it| it.parent_columns.iter().filter_map(|it| shape.place(it)));
    for at in pointed_at {
        let Some(Cell::Default(None) | Cell::Unknown) = ready.row.get(at) else {
            continue;
        };
        let value = shape.columns.get(at).map(|it| {
            let spot = Spot {
                name: it.name.as_str(),
                draw: Draw::of(seed).named(&shape.name.to_string()),
                ordinal: ready.plan.ordinal,
                salt: 0,
                short: true,
                key: true,
            };
            values::plain(&it.r#type, &spot)
        });
        if let (Some(cell), Some(value)) = (ready.row.get_mut(at), value) {
            *cell = Cell::Value(value);
        }
    }
}

/// Points a row at rows of the same circle.
fn point(
    shapes: &std::collections::BTreeMap<QualifiedName, Shape>,
    known: &Known,
    shape: &Shape,
    tables: &[QualifiedName],
    ready: &mut Ready,
) {
    let candidates: Vec<_> = shape
        .foreign_keys
        .iter()
        .map(|it| Some(Candidates::of(it, shapes, known)))
        .collect();
    for (n, key) in shape.foreign_keys.iter().enumerate() {
        if !is_pending(shape, tables, n) {
            continue;
        }
        let ranked = ranked(&shape.foreign_keys, &candidates, n, &ready.plan, &ready.row);
        let tuple = ranked.first().and_then(|at| {
            let found = candidates.get(n)?.as_ref()?;
            found.tuples.get(*at)
        });
        for (at, value) in key.columns.iter().zip(tuple.into_iter().flatten()) {
            if let Some(cell) = ready.row.get_mut(*at) {
                *cell = Cell::Value(value.clone());
            }
        }
    }
}
