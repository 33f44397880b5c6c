//! `stagecraft seed plan`: what would be made.

use clap::Args;
use stagecraft_catalog::Snapshot;
use stagecraft_model::{Failure, QualifiedName, Severity};
use stagecraft_seed::{Prepared, Profile, prepare};
use stagecraft_terminal::{ExitStatus, Terminal};

use super::args::WhatArgs;
use super::document::{Notes, PLANNED_SCHEMA, Planned, PlannedTable};
use super::place::{Place, WhereArgs};
use super::{Error, show};
use crate::output;

/// What to plan, and for which database
#[derive(Debug, Args)]
pub struct PlanArgs {
    #[command(flatten)]
    what: WhatArgs,
    #[command(flatten)]
    at: WhereArgs,
}

impl PlanArgs {
    /// Says what would be made.
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let (profile, sources) = self.what.profile(terminal)?;
        let config = self.what.config(&profile)?;
        let place = self.at.open(&self.what.project, terminal).await?;
        let planned = place
            .finish(async |place| {
                fits(&profile, &place.snapshot, &sources, terminal)?;
                let tables = tables(&place.snapshot)?;
                let prepared = trying(
                    terminal,
                    prepare(
                        &place.client,
                        &place.snapshot,
                        &tables,
                        &profile,
                        &config,
                        false,
                    ),
                )
                .await?;
                Ok(planned(place, &prepared))
            })
            .await?;
        let Some(planned) = planned else {
            return Ok(ExitStatus::Other(130));
        };
        print(terminal, &planned);
        Ok(ExitStatus::Held)
    }
}

/// Prints a plan.
pub(super) fn print(terminal: &Terminal, planned: &Planned) {
    output::print(PLANNED_SCHEMA, planned, terminal, || {
        show::planned(planned, terminal.palette())
    });
}

/// Waits for rows to be tried.
pub(super) async fn trying<T>(
    terminal: &Terminal,
    work: impl Future<Output = Result<T, stagecraft_seed::Error>>,
) -> Result<T, Failure> {
    let progress = terminal.progress("seed", 0);
    progress.message("trying a few rows of every table".to_owned());
    let outcome = work.await;
    progress.finish();
    Ok(outcome?)
}

/// Returns the tables that rows are made for.
pub(super) fn tables(snapshot: &Snapshot) -> Result<Vec<QualifiedName>, Failure> {
    let tables = stagecraft_seed::own_tables(snapshot);
    if tables.is_empty() {
        return Err(Error::NoTables.into());
    }
    Ok(tables)
}

/// Fails when the profile speaks of what the schema does not have.
pub(super) fn fits(
    profile: &Profile,
    snapshot: &Snapshot,
    sources: &std::collections::BTreeMap<String, String>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let findings = profile.check(snapshot);
    terminal.findings(&findings, sources);
    if findings.iter().any(|it| it.severity == Severity::Error) {
        let file = profile.file.clone();
        return Err(Error::Unfit { file }.into());
    }
    Ok(())
}

/// Returns what would be made.
pub(super) fn planned(place: &Place, prepared: &Prepared) -> Planned {
    let dataset = &prepared.dataset;
    let notes = notes(prepared);
    Planned {
        database: place.name.clone(),
        fingerprint: dataset.fingerprint(),
        seed: dataset.seed(),
        tenants_in: dataset.tenants_in().cloned(),
        tenants: dataset.tenants(),
        tables: dataset
            .outline(&place.snapshot)
            .into_iter()
            .map(|it| PlannedTable {
                notes: notes.get(&it.table).cloned().unwrap_or_default(),
                table: it.table,
                rows: it.rows,
                kept: it.kept,
                by_tenant: it.by_tenant,
                bytes: it.bytes_per_row.saturating_mul(it.rows),
            })
            .collect(),
    }
}

/// Returns what is to be said of tables.
pub(super) fn notes(prepared: &Prepared) -> Notes {
    let mut notes: Notes = prepared
        .dataset
        .notes()
        .iter()
        .map(|(table, notes)| (table.clone(), notes.clone()))
        .collect();
    for (table, refusal) in &prepared.plainer {
        notes.entry(table.clone()).or_default().push(format!(
            "plainer values: the server refused others ({refusal})"
        ));
    }
    for it in &prepared.row_by_row {
        let entry = notes.entry(it.table.clone()).or_default();
        entry.push(format!(
            "made row by row: the server refused computed rows ({})",
            it.refusal
        ));
        if let Some(filled) = it.filled.as_ref().filter(|it| it.is_short()) {
            entry.push(filled.to_string());
        }
    }
    for (table, columns) in &prepared.rewritten {
        notes
            .entry(table.clone())
            .or_default()
            .push(format!("triggers set {}", columns.join(", ")));
    }
    notes
}
