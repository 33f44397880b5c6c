//! Datasets in databases: prepared, loaded, and made again.

use std::collections::BTreeMap;
use std::sync::Arc;

use stagecraft_catalog::Snapshot;
use stagecraft_copy::{Connect, LoadOptions, Mode, Plain, Silent};
use stagecraft_sandbox::Sandbox;
use stagecraft_seed::{
    Crossing, Prepared, Profile, SeedConfig, TableVerdict, crossings, forget, own_tables, prepare,
    verify,
};
use tokio_postgres::Client;

use crate::databases;

/// A database with rows in it, and what is known of them.
pub(crate) struct Seeded {
    pub(crate) client: Client,
    /// The schema as it was before.
    pub(crate) snapshot: Snapshot,
    pub(crate) prepared: Prepared,
    pub(crate) verdicts: Vec<TableVerdict>,
    pub(crate) crossings: Vec<Crossing>,
}

/// How much is made in tests: enough for every rule to be met, and quick.
pub(crate) fn small() -> SeedConfig {
    SeedConfig {
        tenants: Some(3),
        rows: Some(30),
        ..SeedConfig::default()
    }
}

/// Returns options for some connections and slices of some rows.
pub(crate) fn options(jobs: usize, slice_rows: Option<u64>) -> LoadOptions {
    let usual = LoadOptions::new(Mode::Append);
    LoadOptions {
        jobs,
        slice_rows: slice_rows.unwrap_or(usual.slice_rows),
        ..usual
    }
}

/// Makes a database of a schema, and loads rows into it.
pub(crate) async fn seeded(
    sandbox: &Sandbox,
    name: &str,
    sql: &str,
    config: &SeedConfig,
    options: LoadOptions,
) -> Result<Seeded, String> {
    let client = databases::with(sandbox, name, sql).await;
    let snapshot = databases::read(&client).await;
    let tables = own_tables(&snapshot);
    let profile = Profile::default();
    let prepared = prepare(&client, &snapshot, &tables, &profile, config, true)
        .await
        .map_err(|error| format!("prepare: {error:?}"))?;
    let job = prepared.dataset.job(&snapshot);
    let connect: Arc<dyn Connect> = Arc::new(Plain(sandbox.config().dbname(name).clone()));
    // What loads wants the rows for itself.
    let again = stagecraft_seed::again(&snapshot, &tables, &profile, &prepared.inputs);
    stagecraft_copy::load(connect, job, Arc::new(again), options, Arc::new(Silent))
        .await
        .map_err(|error| format!("load: {error:?}"))?;
    let dataset = &prepared.dataset;
    let verdicts = verify(&client, &snapshot, dataset, &prepared.rewritten, &|_, _| {})
        .await
        .map_err(|error| format!("verify: {error:?}"))?;
    let crossings = crossings(&client, dataset)
        .await
        .map_err(|error| format!("crossings: {error:?}"))?;
    forget(&client)
        .await
        .map_err(|error| format!("forget: {error:?}"))?;
    Ok(Seeded {
        client,
        snapshot,
        prepared,
        verdicts,
        crossings,
    })
}

impl Seeded {
    /// Returns what names the rows of each table, those that were made row by
    /// row included.
    pub(crate) async fn contents(&self) -> BTreeMap<String, String> {
        let verdicts = self.verdicts.iter();
        let mut contents: BTreeMap<_, _> = verdicts
            .map(|it| (it.table.to_string(), it.content.clone()))
            .collect();
        for it in self.prepared.dataset.outline(&self.snapshot) {
            let sql = format!(
                "select concat(count(*), ' ', sum(hashtextextended(t::text, 0)::numeric)) from {} t",
                it.table
            );
            if it.kept > 0 {
                let row = self.client.query_one(&sql, &[]).await.unwrap();
                contents.insert(it.table.to_string(), row.get(0));
            }
        }
        contents
    }

    /// Returns a line for each table: rows, and what is said of it.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for it in self.prepared.dataset.outline(&self.snapshot) {
            let mut line = format!("{}: {} rows", it.table, it.rows);
            if it.kept > 0 {
                line.push_str(&format!(", {} kept", it.kept));
            }
            if it.by_tenant {
                line.push_str(", of tenants");
            }
            lines.push(line);
        }
        let prepared = &self.prepared;
        for (table, notes) in prepared.dataset.notes() {
            lines.extend(notes.iter().map(|it| format!("{table}: {it}")));
        }
        for (table, refusal) in &prepared.plainer {
            lines.push(format!("{table}: plainer ({refusal})"));
        }
        for it in &prepared.row_by_row {
            let filled = it.filled.as_ref().map(ToString::to_string);
            lines.push(format!(
                "{}: row by row ({}) {}",
                it.table,
                it.refusal,
                filled.unwrap_or_default()
            ));
        }
        for (table, columns) in &prepared.rewritten {
            lines.push(format!("{table}: triggers set {}", columns.join(", ")));
        }
        lines
    }
}
