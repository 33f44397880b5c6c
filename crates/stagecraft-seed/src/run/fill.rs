//! Filling tables that have too few rows.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use super::Run;
use crate::order;
use crate::report::{FillReport, FilledTable};
use crate::{Error, FillConfig, Refusal};

/// Fills tables that have fewer rows than they should, and before them those
/// that they point at and that are empty.
///
/// `snapshot` is the database as it is now. Partitions stand for the whole
/// table; views and foreign tables are left out. What a table gets is one
/// transaction: all of its rows, or those that the server takes one by one, and
/// the report says why there are not more. A table that stays short never stops
/// the others. Fails only when the connection breaks.
///
/// The client must not be in a transaction, and should be one of its own:
/// settings that rows are made with (`request.jwt.claims`) are empty afterwards,
/// where they were absent before. Its role should own the tables;
/// where row security would hide rows from it, the table is reported, not
/// guessed at.
pub async fn fill(
    client: &Client,
    snapshot: &Snapshot,
    tables: &[QualifiedName],
    config: &FillConfig,
) -> Result<FillReport, Error> {
    let started = Instant::now();
    let wanted = order::wholes(snapshot, tables);
    let mut run = Run::new(client, snapshot, config);
    let (wanted, unread) = run.survey(wanted).await?;
    let mut report = FillReport::default();
    let steps = order::steps(&run.shapes);
    let names: Vec<_> = steps.iter().flat_map(|it| it.tables.clone()).collect();
    let mut filled = BTreeSet::new();
    for step in &steps {
        let tables: Vec<_> = step
            .tables
            .iter()
            .filter(|it| wanted.contains(*it) && !unread.contains_key(*it))
            .cloned()
            .collect();
        match tables.as_slice() {
            [] => {}
            [table] => {
                let started = Instant::now();
                let mut outcome = run.fill_table(table, &filled).await?;
                outcome.elapsed = started.elapsed();
                report.tables.push(outcome);
            }
            several => report.tables.extend(run.fill_together(several).await?),
        }
        filled.extend(tables);
    }
    let later = run.fill_later(&filled, &names).await?;
    report.tables.extend(later);
    for (table, refusal) in unread {
        report.tables.push(unreadable(table, config.rows, refusal));
    }
    report.elapsed = started.elapsed();
    Ok(report)
}

fn unreadable(table: QualifiedName, wanted: usize, refusal: Refusal) -> FilledTable {
    FilledTable {
        table,
        columns: Vec::new(),
        found: 0,
        wanted,
        written: 0,
        plainer: 0,
        without_triggers: false,
        elapsed: Duration::ZERO,
        refusal: Some(refusal),
    }
}

impl Run<'_> {
    /// Looks at the tables that are wanted and at those above them. Returns
    /// those to fill, empty ones above them included, and those that can't be
    /// read.
    async fn survey(
        &mut self,
        mut wanted: BTreeSet<QualifiedName>,
    ) -> Result<(BTreeSet<QualifiedName>, BTreeMap<QualifiedName, Refusal>), Error> {
        loop {
            order::add_with_ancestors(self.snapshot, &mut self.shapes, &wanted);
            let steps = order::steps(&self.shapes);
            let names: Vec<_> = steps.into_iter().flat_map(|it| it.tables).collect();
            let unread = self.look(&names).await?;
            let is_empty = |it: &QualifiedName| self.known.rows(it).is_empty();
            let count = wanted.len();
            wanted.extend(
                names
                    .into_iter()
                    .filter(|it| is_empty(it) && !unread.contains_key(it)),
            );
            if wanted.len() == count {
                return Ok((wanted, unread));
            }
        }
    }
}
