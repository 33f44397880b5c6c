//! How much memory a load takes at most: in a process of its own, which is this
//! program again.

use std::process::Stdio;
use std::str::FromStr as _;
use std::sync::Arc;

use stagecraft_copy::{LoadOptions, Mode, Plain, Silent};
use stagecraft_sandbox::Sandbox;
use tokio_postgres::Config;

use super::case::{self, NARROW};
use crate::layer::Trouble;

/// Says to the other process where to load.
const URL: &str = "STAGECRAFT_BENCH_URL";
/// And how many rows.
const ROWS: &str = "STAGECRAFT_BENCH_ROWS";

/// Returns the most memory, in megabytes, that a process had which made and
/// loaded so many rows.
pub(super) async fn peak(sandbox: &Sandbox, rows: u64) -> Result<f64, Trouble> {
    let name = format!("memory_{rows}");
    let template = case::connect(sandbox.admin_config().dbname("template1")).await?;
    let create = format!("create database {name} template postgres owner postgres");
    template.batch_execute(&create).await?;
    let mut config = sandbox.config();
    config.dbname(&name);
    let client = case::connect(&config).await?;
    client.batch_execute(NARROW).await?;
    client
        .batch_execute("alter table bench.narrow set unlogged")
        .await?;
    let url = sandbox
        .url()
        .replacen("/postgres?", &format!("/{name}?"), 1);
    let output = tokio::process::Command::new(std::env::current_exe()?)
        .arg("seed-child")
        .env(URL, url)
        .env(ROWS, rows.to_string())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .await?;
    let loaded = client
        .query_one("select count(*) from bench.narrow", &[])
        .await?;
    let loaded: i64 = loaded.try_get(0)?;
    if u64::try_from(loaded) != Ok(rows) {
        return Err(format!("{loaded} rows were loaded instead of {rows}").into());
    }
    drop(client);
    let drop_it = format!("drop database {name} with (force)");
    template.batch_execute(&drop_it).await?;
    let kilobytes: f64 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok(kilobytes / 1024.0)
}

/// Loads as the other process, and returns the most memory that it had, in
/// kilobytes.
pub(super) async fn load() -> Result<String, Trouble> {
    let config = Config::from_str(&std::env::var(URL)?)?;
    let rows = std::env::var(ROWS)?;
    let profile = format!("version = 1\n[table.\"bench.narrow\"]\nrows = {rows}\n");
    let client = case::connect(&config).await?;
    let (dataset, job) = case::rows(&client, &profile).await?;
    stagecraft_copy::load(
        Arc::new(Plain(config)),
        job,
        Arc::new(dataset),
        LoadOptions::new(Mode::Append),
        Arc::new(Silent),
    )
    .await?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let most = line.and_then(|it| it.trim().strip_suffix(" kB"));
    Ok(most.ok_or("the system does not tell")?.to_owned())
}
