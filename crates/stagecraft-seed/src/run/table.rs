//! Filling one table.

use std::collections::BTreeSet;
use std::time::Duration;

use stagecraft_model::QualifiedName;

use super::attempts::Attempted;
use super::read::{cells, query};
use super::{MOST_ROWS, Run};
use crate::cell::Cell;
use crate::datum::{Datum, read};
use crate::recipes::recipe;
use crate::report::FilledTable;
use crate::shape::{Shape, Source};
use crate::solve::{Ground, RowPlan, Rule, solve};
use crate::statement;
use crate::{Error, Refusal};

/// A row that is ready to be sent.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub(super) plan: RowPlan,
    pub(super) row: Vec<Cell>,
}

impl Run<'_> {
    /// Fills a table whose parents are there; `filled` are the tables that this
    /// call has filled so far.
    pub(super) async fn fill_table(
        &mut self,
        table: &QualifiedName,
        filled: &BTreeSet<QualifiedName>,
    ) -> Result<FilledTable, Error> {
        let found = self.known.rows(table).len();
        let is_plain = self.shapes.get(table).is_some_and(|it| it.only);
        if is_plain && !self.stale && found >= self.rows_wanted() {
            return Ok(outcome(table, found, self.rows_wanted(), 0, None));
        }
        self.complete(table);
        if self.stale {
            self.look_again(table).await?;
        } else if found > 0 {
            // Its own keys were not looked at yet.
            self.look(std::slice::from_ref(table)).await?;
        }
        let Some(shape) = self.shapes.get(table) else {
            return Ok(outcome(table, 0, 0, 0, None));
        };
        let found = self.known.rows(table).len();
        let mut wanted = self.rows_wanted();
        if let Some(partitions) = &shape.partitions {
            if partitions.is_empty() {
                let refusal = Refusal::foreseen(None, "the partitioned table has no partition");
                return Ok(outcome(table, found, wanted, 0, Some(refusal)));
            }
            wanted = wanted.max(partitions.len()).min(MOST_ROWS);
        }
        if found >= wanted {
            return Ok(outcome(table, found, wanted, 0, None));
        }
        let later = later(shape, filled);
        let columns = self.telling(shape);
        let mut ground = Ground::new(shape, &self.shapes, &self.known, &later, self.config.seed);
        let (ready, foreseen) = prepare(&mut ground, found..wanted, self.config.edges);
        if ready.is_empty() {
            return Ok(outcome(table, found, wanted, 0, foreseen));
        }
        let rows: Vec<_> = ready.iter().map(|it| it.row.as_slice()).collect();
        let returning = if shape.rewritten {
            String::new()
        } else {
            statement::returning(shape, &columns)
        };
        let sql = statement::insert(shape, &rows, &returning);
        let attempted = match query(self.client, &sql).await? {
            // What came of it is looked up afterwards.
            Ok(_) if shape.rewritten => Attempted::default(),
            Ok(rows) if rows.is_empty() => {
                let skipped = Refusal::foreseen(None, "a trigger skipped rows");
                self.attempt(shape, &mut ground, &ready, &columns, skipped)
                    .await?
            }
            Ok(rows) => {
                let width = 0..columns.len();
                let taken: Vec<_> = rows
                    .iter()
                    .map(|row| cells(shape, &columns, width.clone().map(|it| row.get(it))))
                    .collect();
                let skipped = (taken.len() < ready.len())
                    .then(|| Refusal::foreseen(None, "a trigger skipped rows"));
                Attempted {
                    rows: taken,
                    refusal: skipped,
                    ..Attempted::default()
                }
            }
            Err(refusal) => {
                self.attempt(shape, &mut ground, &ready, &columns, refusal)
                    .await?
            }
        };
        let (has_triggers, rewritten) = (!shape.triggers.is_empty(), shape.rewritten);
        drop(ground);
        drop(later);
        if rewritten && attempted.refusal.is_none() {
            self.look(std::slice::from_ref(table)).await?;
        } else if let Some(shape) = self.shapes.get(table) {
            self.known.learn(shape, &self.shapes, attempted.rows);
        }
        let written = self.known.rows(table).len().saturating_sub(found);
        let skipped = (rewritten && found + written < wanted)
            .then(|| Refusal::foreseen(None, "a rule skipped rows"));
        self.stale |= has_triggers && written > 0;
        let mut filled = outcome(
            table,
            found,
            wanted,
            written,
            attempted.refusal.or(foreseen).or(skipped),
        );
        filled.without_triggers = attempted.without_triggers;
        filled.plainer = attempted.plainer;
        if !filled.is_short() && filled.plainer == 0 {
            filled.refusal = None;
        }
        Ok(filled)
    }

    /// Reads a table and its parents again: triggers may have written to them.
    async fn look_again(&mut self, table: &QualifiedName) -> Result<(), Error> {
        let mut names: Vec<_> = self
            .shapes
            .get(table)
            .into_iter()
            .flat_map(|it| it.foreign_keys.iter().map(|it| it.parent.clone()))
            .filter(|it| it != table)
            .collect();
        names.sort();
        names.dedup();
        names.push(table.clone());
        self.look(&names).await?;
        Ok(())
    }
}

/// Returns which foreign keys are set after the rows are there: those to the
/// table itself and to tables that come later.
pub(super) fn later<'a>(
    shape: &'a Shape,
    filled: &'a BTreeSet<QualifiedName>,
) -> impl Fn(usize) -> bool + 'a {
    move |n| {
        shape.foreign_keys.get(n).is_some_and(|it| {
            it.parent == shape.name || (it.optional && !filled.contains(&it.parent))
        })
    }
}

/// Makes the rows of some ordinals. Those that can't be are left out, and the
/// first reason is returned.
pub(super) fn prepare(
    ground: &mut Ground<'_>,
    ordinals: std::ops::Range<usize>,
    edges: bool,
) -> (Vec<Ready>, Option<Refusal>) {
    let mut ready = Vec::new();
    let mut foreseen = None;
    for ordinal in ordinals {
        let plan = plan(ground.shape, ordinal, edges);
        let solved = solve(ground, &plan);
        match solved.broken {
            // The server has the last word on what was only read here.
            None | Some(Rule::Check(_) | Rule::Partition(_)) => {
                ground.take(&solved.row);
                ready.push(Ready {
                    plan,
                    row: solved.row,
                });
            }
            Some(rule) => {
                foreseen.get_or_insert_with(|| reason(ground, rule));
            }
        }
    }
    (ready, foreseen)
}

/// Returns the plan of a row; of some tables it is laid down.
fn plan(shape: &Shape, ordinal: usize, edges: bool) -> RowPlan {
    let recipe = recipe(&shape.name, ordinal);
    let mut plan = RowPlan::of(ordinal, edges && recipe.is_empty());
    plan.first = recipe
        .into_iter()
        .filter_map(|(name, text)| {
            let at = shape.place(&name.into())?;
            let column = shape.columns.get(at)?;
            if matches!(column.source, Source::Generated(_)) {
                return None;
            }
            let value = text.map_or(Datum::Null, |it| read(&it, &column.r#type));
            Some((at, Cell::Value(value)))
        })
        .collect();
    plan
}

fn reason(ground: &Ground<'_>, rule: Rule) -> Refusal {
    let shape = ground.shape;
    match rule {
        Rule::Unique(n) => Refusal::foreseen(
            shape.unique_keys.get(n).map(|it| it.name.as_str()),
            "no other key is possible",
        ),
        Rule::Foreign(n) => {
            let Some(key) = ground.shape.foreign_keys.get(n) else {
                return Refusal::foreseen(None, "no row to point at");
            };
            let is_empty =
                matches!(ground.candidates.get(n), Some(Some(it)) if it.tuples.is_empty());
            let message = if is_empty {
                format!("{} has no row to point at", key.parent)
            } else {
                format!("no row of {} fits the row's other keys", key.parent)
            };
            Refusal::foreseen(Some(key.name.as_str()), message)
        }
        Rule::Missing(n) => Refusal::foreseen(
            None,
            shape.columns.get(n).map_or_else(
                || "no value is known".to_owned(),
                |it| {
                    let name = statement::column_of(&shape.name, &it.name);
                    format!("no value of type {} is known for {name}", it.sql_type)
                },
            ),
        ),
        Rule::Check(n) => Refusal::foreseen(
            shape.checks.get(n).map(|it| it.name.as_str()),
            "no row meets the check",
        ),
        Rule::Partition(_) => Refusal::foreseen(None, "no partition takes the row"),
    }
}

pub(super) fn outcome(
    table: &QualifiedName,
    found: usize,
    wanted: usize,
    written: usize,
    refusal: Option<Refusal>,
) -> FilledTable {
    FilledTable {
        table: table.clone(),
        columns: Vec::new(),
        found,
        wanted,
        written,
        plainer: 0,
        without_triggers: false,
        elapsed: Duration::ZERO,
        refusal,
    }
}
