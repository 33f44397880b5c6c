//! `stagecraft seed load`: rows, made and loaded.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Args;
use stagecraft_copy::{Job, LoadOptions, LoadReport, Mode, Observer, load};
use stagecraft_model::{Failure, Verdict};
use stagecraft_seed::{
    Dataset, Prepared, Profile, SeedConfig, TableVerdict, count_rows, crossings, prepare, recall,
    remember, verify,
};
use stagecraft_terminal::{ExitStatus, Progress, Terminal};

use super::args::WhatArgs;
use super::document::{LOADED_SCHEMA, Loaded, LoadedTable, verdict};
use super::out::OutArgs;
use super::place::{Place, WhereArgs};
use super::plan::{fits, notes, planned, print, tables, trying};
use super::show;
use crate::elapsed::milliseconds;
use crate::output;

/// What to load, where, and how
#[derive(Debug, Args)]
pub struct LoadArgs {
    #[command(flatten)]
    what: WhatArgs,
    #[command(flatten)]
    at: WhereArgs,
    #[command(flatten)]
    how: HowArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// How rows are loaded
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Loading")]
struct HowArgs {
    /// Connections that load at once; otherwise one for each processor, four at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: Option<u16>,
    /// Empty the tables first, and take indexes and constraints down while each is loaded
    ///
    /// A table is one transaction: its constraints are put back and checked before anybody sees
    /// it. Rows of tables that all tenants share stay.
    #[arg(long)]
    replace: bool,
    /// Load into unlogged tables, and log them afterwards: a crash of the server empties them
    #[arg(long)]
    unlogged: bool,
    /// Switch triggers and foreign keys off for the session that loads; needs a role that may
    #[arg(long)]
    without_triggers: bool,
    /// Say what would be loaded, and load nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave out making every row again, which a sandbox does to compare
    #[arg(long)]
    no_verify: bool,
    /// Take the journal out of the database when all is loaded: `verify` needs it
    #[arg(long)]
    forget: bool,
}

impl LoadArgs {
    /// Makes the rows and loads them, or writes them to files.
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let (profile, sources) = self.what.profile(terminal)?;
        let config = SeedConfig {
            replace: self.how.replace,
            ..self.what.config(&profile)?
        };
        let place = self.at.open(&self.what.project, terminal).await?;
        let verdict = place
            .finish(async |place| {
                fits(&profile, &place.snapshot, &sources, terminal)?;
                let is_dry = self.how.dry_run || self.out.dir.is_some();
                let (prepared, is_resumed) =
                    prepared(place, &profile, &config, !is_dry, terminal).await?;
                if self.how.dry_run {
                    print(terminal, &planned(place, &prepared));
                    return Ok(Verdict::Held);
                }
                if let Some(dir) = &self.out.dir {
                    self.out.write(dir, place, prepared, terminal)?;
                    return Ok(Verdict::Held);
                }
                if is_resumed {
                    terminal.say("going on with a load that was cut short");
                }
                let loaded = self.load(place, prepared, terminal).await?;
                output::print(LOADED_SCHEMA, &loaded, terminal, || {
                    show::loaded(&loaded, terminal.palette())
                });
                Ok(loaded.verdict)
            })
            .await?;
        Ok(verdict.map_or(ExitStatus::Other(130), Into::into))
    }

    async fn load(
        &self,
        place: &Place,
        prepared: Prepared,
        terminal: &Terminal,
    ) -> Result<Loaded, Failure> {
        let notes = notes(&prepared);
        let fingerprint = prepared.dataset.fingerprint();
        remember(&place.client, &fingerprint, &prepared.inputs).await?;
        let dataset = Arc::new(prepared.dataset);
        let job = dataset.job(&place.snapshot);
        let report = self.send(place, &job, &dataset, terminal).await?;
        stagecraft_seed::complete(&place.client, &fingerprint).await?;
        let crossings = crossings(&place.client, &dataset).await?;
        let is_verified = place.is_throwaway && !self.how.no_verify;
        let verified = if is_verified {
            Some(comparing(place, &dataset, &prepared.rewritten, terminal).await?)
        } else {
            None
        };
        let outline = dataset.outline(&place.snapshot);
        let names = outline.iter().map(|it| it.table.clone());
        let names: Vec<_> = names.filter(|_| is_verified).collect();
        let there = count_rows(&place.client, &names).await?;
        if self.how.forget {
            stagecraft_seed::forget(&place.client).await?;
        }
        let loaded: BTreeMap<_, _> = report.tables.iter().map(|it| (&it.name, it.rows)).collect();
        let filled: BTreeMap<_, _> = prepared
            .row_by_row
            .iter()
            .map(|it| (&it.table, it.filled.as_ref().map_or(0, |it| it.written)))
            .collect();
        let before = prepared.inputs.rows_before();
        let tables = outline.into_iter().map(|it| {
            let before = before.get(&it.table).copied().unwrap_or_default();
            // What the row filler wrote is there before the others come.
            let written = filled.get(&it.table).copied();
            let written = written.map(|it| u64::try_from(it).unwrap_or_default());
            LoadedTable {
                rows: loaded
                    .get(&it.table)
                    .copied()
                    .or(written)
                    .unwrap_or_default(),
                kept: before.saturating_sub(written.unwrap_or_default()),
                there: there.get(&it.table).copied(),
                by_tenant: it.by_tenant,
                row_by_row: written.is_some(),
                notes: notes.get(&it.table).cloned().unwrap_or_default(),
                table: it.table,
            }
        });
        Ok(Loaded {
            database: place.name.clone(),
            fingerprint,
            digest: report.digest.to_string(),
            tenants_in: dataset.tenants_in().cloned(),
            tenants: dataset.tenants(),
            rows: report.tables.iter().map(|it| it.rows).sum(),
            migrations: place.migrations,
            tables: tables.collect(),
            elapsed_ms: milliseconds(report.elapsed),
            notes: report.notes.iter().map(ToString::to_string).collect(),
            verdict: verdict(verified.as_deref(), &crossings),
            crossings,
            verified,
        })
    }

    async fn send(
        &self,
        place: &Place,
        job: &Job,
        dataset: &Arc<Dataset>,
        terminal: &Terminal,
    ) -> Result<LoadReport, Failure> {
        let mode = if self.how.replace {
            Mode::Replace
        } else {
            Mode::Append
        };
        let options = LoadOptions {
            jobs: usize::from(self.how.jobs.unwrap_or_else(processors)),
            unlogged: self.how.unlogged,
            without_triggers: self.how.without_triggers,
            ..LoadOptions::new(mode)
        };
        let total = job.tables.iter().map(|it| it.rows).sum();
        let bar = Bar {
            progress: terminal.counting("seed", total),
            done: job.tables.iter().map(|_| AtomicU64::new(0)).collect(),
            names: job.tables.iter().map(|it| it.name.to_string()).collect(),
        };
        let bar = Arc::new(bar);
        let rows: Arc<dyn stagecraft_copy::Rows> = Arc::<Dataset>::clone(dataset);
        let report = load(
            Arc::clone(&place.connect),
            job.clone(),
            rows,
            options,
            Arc::<Bar>::clone(&bar),
        )
        .await;
        bar.progress.finish();
        Ok(report?)
    }
}

/// Compares every row, with progress.
pub(super) async fn comparing(
    place: &Place,
    dataset: &Dataset,
    rewritten: &BTreeMap<stagecraft_model::QualifiedName, Vec<String>>,
    terminal: &Terminal,
) -> Result<Vec<TableVerdict>, Failure> {
    let tables = dataset.outline(&place.snapshot);
    let progress = terminal.counting("verify", tables.iter().map(|it| it.rows).sum());
    let before = AtomicU64::new(0);
    let told = |table: &stagecraft_model::QualifiedName, rows: u64| {
        progress.message(table.to_string());
        let rows_of = tables
            .iter()
            .find(|it| it.table == *table)
            .map_or(0, |it| it.rows);
        progress.at(before.load(Ordering::Relaxed) + rows);
        if rows == rows_of {
            before.fetch_add(rows, Ordering::Relaxed);
        }
    };
    let verified = verify(&place.client, &place.snapshot, dataset, rewritten, &told).await;
    progress.finish();
    Ok(verified?)
}

/// Makes a dataset, or goes on with one whose load was cut short.
async fn prepared(
    place: &Place,
    profile: &Profile,
    config: &SeedConfig,
    fill: bool,
    terminal: &Terminal,
) -> Result<(Prepared, bool), Failure> {
    let tables = tables(&place.snapshot)?;
    let open = recall(&place.client, true).await?;
    if let Some(inputs) = open.filter(|it| it.config == *config && it.profile == profile.digest()) {
        let dataset = stagecraft_seed::again(&place.snapshot, &tables, profile, &inputs);
        let prepared = Prepared {
            dataset,
            plainer: BTreeMap::new(),
            row_by_row: Vec::new(),
            rewritten: inputs.rewritten(),
            inputs,
        };
        return Ok((prepared, true));
    }
    let work = prepare(
        &place.client,
        &place.snapshot,
        &tables,
        profile,
        config,
        fill,
    );
    Ok((trying(terminal, work).await?, false))
}

fn processors() -> u16 {
    let found = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u16::try_from(found.min(4)).unwrap_or(1)
}

/// Shows rows as they arrive.
struct Bar {
    progress: Progress,
    done: Vec<AtomicU64>,
    names: Vec<String>,
}

impl Observer for Bar {
    fn progress(&self, table: usize, rows_done: u64) {
        if let Some(done) = self.done.get(table) {
            done.store(rows_done, Ordering::Relaxed);
        }
        let all = self.done.iter().map(|it| it.load(Ordering::Relaxed));
        self.progress.at(all.sum());
        if let Some(name) = self.names.get(table) {
            self.progress.message(name.clone());
        }
    }
}
