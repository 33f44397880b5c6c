//! Tables that take no row that is computed: some, made one by one, as the
//! server takes them.

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use crate::report::FilledTable;
use crate::{Error, FillConfig, Refusal, fill};

/// Rows that such a table gets.
const ROWS: usize = 64;

/// A table whose computed rows the server refused.
#[derive(Debug, Clone)]
pub struct RowByRow {
    /// The table.
    pub table: QualifiedName,
    /// Why.
    pub refusal: Refusal,
    /// What the row-by-row filler made of it; nothing if it was not asked.
    pub filled: Option<FilledTable>,
}

/// Fills the tables, if that is wanted.
pub(super) async fn run(
    client: &Client,
    snapshot: &Snapshot,
    refused: Vec<(QualifiedName, Refusal)>,
    seed: u64,
    fill_them: bool,
) -> Result<Vec<RowByRow>, Error> {
    let mut outcome: Vec<_> = refused
        .into_iter()
        .map(|(table, refusal)| RowByRow {
            table,
            refusal,
            filled: None,
        })
        .collect();
    if !fill_them {
        return Ok(outcome);
    }
    let tables: Vec<_> = outcome.iter().map(|it| it.table.clone()).collect();
    let config = FillConfig {
        rows: ROWS,
        edges: false,
        ..FillConfig::new(seed)
    };
    let report = fill(client, snapshot, &tables, &config).await?;
    for it in &mut outcome {
        it.filled = report
            .tables
            .iter()
            .find(|of| of.table == it.table)
            .cloned();
    }
    Ok(outcome)
}
