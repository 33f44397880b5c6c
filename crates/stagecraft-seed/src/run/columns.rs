//! Giving values to columns that are null in all rows.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use stagecraft_catalog::{MemberName, Snapshot};
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use super::read::{cells, query};
use super::{MOST_ROWS, Run};
use crate::cell::Cell;
use crate::order;
use crate::report::{FillReport, FilledTable};
use crate::shape::{Column, Shape, root_of};
use crate::solve::{Grade, Ground, Nulls, RowPlan, Rule, solve};
use crate::statement::{self, Attempt, Place};
use crate::{Error, FillConfig, Refusal};

/// Gives a value to columns that are null in all rows of their tables, in about
/// half of the rows, so that both are there.
///
/// A column that has a value somewhere, or is generated, is left as it is. Of
/// large tables the first rows are looked at. Otherwise as [`fill`](super::fill).
pub async fn fill_columns(
    client: &Client,
    snapshot: &Snapshot,
    columns: &[MemberName],
    config: &FillConfig,
) -> Result<FillReport, Error> {
    let started = Instant::now();
    let mut by_table: BTreeMap<QualifiedName, BTreeSet<_>> = BTreeMap::new();
    for column in columns {
        let table = root_of(snapshot, &column.relation());
        by_table.entry(table).or_default().insert(&column.name);
    }
    let mut run = Run::new(client, snapshot, config);
    for table in by_table.keys() {
        run.complete(table);
    }
    let tables = by_table.keys().cloned().collect();
    order::add_with_ancestors(snapshot, &mut run.shapes, &tables);
    let steps = order::steps(&run.shapes);
    let names: Vec<_> = steps.into_iter().flat_map(|it| it.tables).collect();
    run.look(&names).await?;
    let mut report = FillReport::default();
    for (table, columns) in by_table {
        let Some(shape) = run.shapes.get(&table) else {
            continue;
        };
        let places = columns
            .into_iter()
            .filter_map(|it| shape.place(it))
            .collect();
        report.tables.extend(run.fill_cells(&table, places).await?);
    }
    report.elapsed = started.elapsed();
    Ok(report)
}

/// Where a row is, and what it could become, best first.
type Variants = (Place, Vec<Vec<Cell>>);

/// A row that is there, and where.
struct Stored {
    place: Place,
    cells: Vec<Cell>,
}

impl Run<'_> {
    /// Sets the foreign keys that had to wait until other tables had rows.
    pub(super) async fn fill_later(
        &mut self,
        filled: &BTreeSet<QualifiedName>,
        order: &[QualifiedName],
    ) -> Result<Vec<FilledTable>, Error> {
        let mut tables = Vec::new();
        for table in order.iter().filter(|it| filled.contains(*it)) {
            let Some(shape) = self.shapes.get(table) else {
                continue;
            };
            let own = order.iter().position(|it| it == table);
            let waiting: Vec<usize> = shape
                .foreign_keys
                .iter()
                .filter(|it| it.optional && order.iter().position(|name| *name == it.parent) >= own)
                .flat_map(|it| it.columns.clone())
                .filter(|it| shape.columns.get(*it).is_some_and(|it| !it.not_null))
                .collect();
            if waiting.is_empty() || self.known.rows(table).is_empty() {
                continue;
            }
            tables.extend(self.fill_cells(table, waiting).await?);
        }
        Ok(tables)
    }

    /// Gives some columns a value in about half of the rows.
    async fn fill_cells(
        &mut self,
        table: &QualifiedName,
        mut columns: Vec<usize>,
    ) -> Result<Option<FilledTable>, Error> {
        let Some(shape) = self.shapes.get(table) else {
            return Ok(None);
        };
        let started = Instant::now();
        let all: Vec<usize> = (0..shape.columns.len()).collect();
        let sql = statement::read_places(shape, &all, MOST_ROWS);
        let stored: Vec<_> = match query(self.client, &sql).await? {
            Err(refusal) => return Ok(Some(cells_outcome(shape, &columns, 0, 0, Some(refusal)))),
            Ok(rows) => rows
                .iter()
                .filter_map(|row| {
                    let values = (0..all.len()).map(|it| row.get(it + 2));
                    Some(Stored {
                        place: (row.get(0)?.to_owned(), row.get(1)?.to_owned()),
                        cells: cells(shape, &all, values),
                    })
                })
                .collect(),
        };
        columns.retain(|at| {
            let is_null = |it: &Stored| it.cells.get(*at).is_some_and(Cell::is_null);
            shape.columns.get(*at).is_some_and(Column::is_written) && stored.iter().all(is_null)
        });
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() || stored.is_empty() {
            return Ok(None);
        }
        let (ready, foreseen) = self.values_for(shape, &columns, &stored);
        let wanted = stored.len().div_ceil(2);
        if ready.is_empty() {
            return Ok(Some(cells_outcome(shape, &columns, wanted, 0, foreseen)));
        }
        let rows: Vec<_> = ready
            .iter()
            .map(|(place, variants)| (place, variants.first().map_or(&[][..], Vec::as_slice)))
            .collect();
        let mut outcome = cells_outcome(shape, &columns, wanted, ready.len(), foreseen);
        if let Err(refusal) = query(self.client, &statement::update(shape, &columns, &rows)).await?
        {
            outcome.written = 0;
            outcome.refusal = Some(refusal);
            let work: Vec<_> = ready
                .iter()
                .map(|(place, variants)| Attempt {
                    before: String::new(),
                    statements: variants
                        .iter()
                        .map(|row| statement::update_one(shape, &columns, place, row))
                        .collect(),
                })
                .collect();
            if let Ok(rows) = query(self.client, &statement::attempts(&work, "", "")).await? {
                let json = rows.last().and_then(|it| it.get(0)).unwrap_or("[]");
                // Only those that were taken have values.
                outcome.written = json.matches("\"values\"").count();
            }
        }
        if !outcome.is_short() {
            outcome.refusal = None;
        }
        outcome.elapsed = started.elapsed();
        self.stale = true;
        Ok(Some(outcome))
    }

    /// Makes values for about half of the rows, of each a few variants.
    fn values_for(
        &self,
        shape: &Shape,
        columns: &[usize],
        stored: &[Stored],
    ) -> (Vec<Variants>, Option<Refusal>) {
        let untouched = |n: usize| {
            let key = shape.foreign_keys.get(n);
            key.is_some_and(|it| !it.columns.iter().any(|it| columns.contains(it)))
        };
        let mut ground = Ground::new(
            shape,
            &self.shapes,
            &self.known,
            &|_| false,
            self.config.seed,
        );
        // Keys of the row itself must not count as taken by another.
        let mut ready = Vec::new();
        let mut foreseen = None;
        for (n, row) in stored.iter().enumerate().filter(|(n, _)| n % 4 < 2) {
            let fixed: Vec<_> = row
                .cells
                .iter()
                .cloned()
                .enumerate()
                .filter(|(at, _)| !columns.contains(at))
                .collect();
            ground.give_back(&row.cells);
            let class = self
                .known
                .rows(&shape.name)
                .get(n)
                .map_or(n % 2, |it| it.class);
            let first = RowPlan {
                nulls: Nulls::None,
                fixed,
                ..RowPlan::of(n - n % 2 + class, self.config.edges)
            };
            let plain = RowPlan {
                grade: Grade::Plain,
                salt: 1,
                ..first.clone()
            };
            let mut variants = Vec::new();
            for plan in [first, plain] {
                let solved = solve(&ground, &plan);
                let may_do = match solved.broken {
                    None | Some(Rule::Check(_) | Rule::Partition(_)) => true,
                    Some(Rule::Foreign(n)) => untouched(n),
                    Some(_) => false,
                };
                let is_set = columns
                    .iter()
                    .any(|at| solved.row.get(*at).is_some_and(|it| !it.is_null()));
                if may_do && is_set && !variants.contains(&solved.row) {
                    variants.push(solved.row);
                }
            }
            if let Some(row) = variants.first() {
                ground.take(row);
            } else {
                ground.take(&row.cells);
                foreseen.get_or_insert_with(|| {
                    Refusal::foreseen(None, "no value is possible beside the others of the row")
                });
                continue;
            }
            ready.push((row.place.clone(), variants));
        }
        (ready, foreseen)
    }
}

fn cells_outcome(
    shape: &Shape,
    columns: &[usize],
    wanted: usize,
    written: usize,
    refusal: Option<Refusal>,
) -> FilledTable {
    FilledTable {
        table: shape.name.clone(),
        columns: columns
            .iter()
            .filter_map(|it| shape.columns.get(*it))
            .map(|it| it.name.clone())
            .collect(),
        found: 0,
        wanted,
        written,
        plainer: 0,
        without_triggers: false,
        elapsed: Duration::ZERO,
        refusal,
    }
}
