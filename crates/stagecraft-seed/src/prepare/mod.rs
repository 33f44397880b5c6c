//! From a database to a dataset that fits it: what is there is counted, a few
//! rows of every table are tried in a transaction that is rolled back, and what
//! the server refuses is made plainer, or left to the row-by-row filler.

mod fallback;
mod remembered;
mod sequences;
mod survey;
mod trial;

use std::collections::BTreeMap;

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use crate::dataset::{Builder, Dataset, Grade, SeedConfig};
use crate::profile::Profile;
use crate::{Error, Refusal};

pub use fallback::RowByRow;
pub use remembered::{Inputs, complete, forget, recall, remember};
pub use survey::count_rows;

/// How often a dataset is made over before what is refused is left out.
const ROUNDS: usize = 16;

/// Datasets of so few rows are tried as a whole: a sample does not show all that
/// keys and triggers refuse.
const WHOLE: u64 = 20_000;

/// A dataset that fits a database, and what was learned about it.
#[derive(Debug)]
pub struct Prepared {
    /// The rows, as functions of their numbers.
    pub dataset: Dataset,
    /// What the server refused of the first choice, table by table; plainer
    /// values took its place.
    pub plainer: BTreeMap<QualifiedName, Refusal>,
    /// Tables whose rows the server refused whatever they were: with the row
    /// filler's outcome, if it was asked.
    pub row_by_row: Vec<RowByRow>,
    /// Columns of which the server kept something else than it was sent:
    /// triggers set them.
    pub rewritten: BTreeMap<QualifiedName, Vec<String>>,
    /// What it was made from.
    pub inputs: Inputs,
}

/// Makes a dataset for tables of a database, and for those that they point at.
///
/// `snapshot` is the database as it is now. Rows are tried in a transaction that
/// is rolled back. If `fill` is set, tables whose rows are refused get up to 64
/// rows from the row-by-row filler, at once and for good, so that others can
/// point at them; else they are only named. The client must not be in a
/// transaction.
pub async fn prepare(
    client: &Client,
    snapshot: &Snapshot,
    tables: &[QualifiedName],
    profile: &Profile,
    config: &SeedConfig,
    fill: bool,
) -> Result<Prepared, Error> {
    let mut grades: BTreeMap<QualifiedName, Grade> = BTreeMap::new();
    let mut plainer = BTreeMap::new();
    let mut row_by_row = Vec::new();
    let mut rewritten = BTreeMap::new();
    let mut existing = survey::survey(client, snapshot, tables).await?;
    for _ in 0..ROUNDS {
        let builder = |trial| Builder {
            snapshot,
            profile,
            config,
            existing: &existing,
            grades: &grades,
            trial,
        };
        let whole = builder(false).build(tables);
        // Where rows are replaced, those that are there are in the way until then.
        let mini = if whole.rows() <= WHOLE && !config.replace {
            whole
        } else {
            builder(true).build(tables)
        };
        let mut left_out = mini.without_rows();
        for (table, _) in &left_out {
            grades.insert(table.clone(), Grade::RowByRow);
        }
        let tried = trial::run(client, snapshot, &mini).await?;
        rewritten = tried.rewritten;
        if tried.refused.is_empty() && left_out.is_empty() {
            break;
        }
        for (table, refusal) in tried.refused {
            let grade = grades.entry(table.clone()).or_default();
            *grade = grade.lower();
            if *grade == Grade::RowByRow {
                // What it was refused for first says most.
                let refusal = plainer.remove(&table).unwrap_or(refusal);
                left_out.push((table, refusal));
            } else {
                plainer.entry(table).or_insert(refusal);
            }
        }
        if !left_out.is_empty() {
            let outcome = fallback::run(client, snapshot, left_out, mini.seed, fill).await?;
            row_by_row.extend(outcome);
            let before = existing;
            existing = survey::survey(client, snapshot, tables).await?;
            for (table, it) in &mut existing {
                // The filler gave rows to what its tables point at, too.
                it.added = before.get(table).is_none_or(|it| it.added)
                    && grades.get(table) != Some(&Grade::RowByRow);
            }
        }
    }
    let inputs = Inputs {
        config: config.clone(),
        profile: profile.digest(),
        existing: existing.into_iter().collect(),
        grades: grades.into_iter().collect(),
        rewritten: rewritten
            .iter()
            .map(|(table, columns)| (table.clone(), columns.clone()))
            .collect(),
    };
    Ok(Prepared {
        dataset: again(snapshot, tables, profile, &inputs),
        plainer,
        row_by_row,
        rewritten,
        inputs,
    })
}

/// Makes a dataset again from what it was made from.
pub fn again(
    snapshot: &Snapshot,
    tables: &[QualifiedName],
    profile: &Profile,
    inputs: &Inputs,
) -> Dataset {
    let existing = inputs.existing.iter().cloned().collect();
    let grades = inputs.grades.iter().cloned().collect();
    let builder = Builder {
        snapshot,
        profile,
        config: &inputs.config,
        existing: &existing,
        grades: &grades,
        trial: false,
    };
    builder.build(tables)
}
