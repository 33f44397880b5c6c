//! Runs migrations at `DATABASE_URL`, filling what is new after each of them.
//!
//! `… --example along -- FILE…`; with `--bare` nothing is filled, to compare.

#![expect(clippy::print_stdout, reason = "an example speaks")]

use std::error::Error;
use std::time::{Duration, Instant};

use stagecraft_catalog::{Filter, MemberName, Snapshot};
use stagecraft_model::{QualifiedName, is_platform_schema};
use stagecraft_seed::{FillConfig, FillReport, fill, fill_columns};
use tokio_postgres::{Client, NoTls};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::var("DATABASE_URL")?;
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
    tokio::spawn(connection);
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let bare = arguments.iter().any(|it| it == "--bare");
    let config = FillConfig {
        edges: !arguments.iter().any(|it| it == "--plain"),
        ..FillConfig::new(1)
    };
    let mut before = read(&client).await?;
    let (mut spent, mut slowest) = (Duration::ZERO, Duration::ZERO);
    let (mut failed, mut count) = (0, 0);
    for file in arguments.iter().filter(|it| !it.starts_with("--")) {
        count += 1;
        let mut emptied = false;
        let sql = format!("begin;\n{}\n;commit", std::fs::read_to_string(file)?);
        if let Err(error) = client.batch_execute(&sql).await {
            client.batch_execute("rollback").await?;
            failed += 1;
            let said = error.as_db_error().map(ToString::to_string);
            println!("FAILED {file}: {}", said.unwrap_or_default());
            // On empty tables it may be another story.
            empty(&client, &before).await;
            emptied = true;
            if let Err(error) = client.batch_execute(&sql).await {
                client.batch_execute("rollback").await?;
                let said = error.as_db_error().map(ToString::to_string);
                println!("FAILED AGAIN {file}: {}", said.unwrap_or_default());
            }
        }
        client.batch_execute("reset all").await?;
        let after = read(&client).await?;
        if !bare {
            let started = Instant::now();
            // New tables, and those that are empty again.
            let mut wanted = new_tables(&before, &after);
            if emptied {
                wanted = own_tables(&after);
            }
            let tables = fill(&client, &after, &wanted, &config).await?;
            let columns =
                fill_columns(&client, &after, &new_columns(&before, &after), &config).await?;
            let took = started.elapsed();
            spent += took;
            slowest = slowest.max(took);
            say(file, &tables, &columns, took);
        }
        before = after;
    }
    println!(
        "{failed} of {count} failed; filling took {:.1} ms, at most {:.1} ms after one",
        spent.as_secs_f64() * 1e3,
        slowest.as_secs_f64() * 1e3
    );
    Ok(())
}

async fn read(client: &Client) -> Result<Snapshot, Box<dyn Error>> {
    Ok(stagecraft_connect::snapshot::read(client, &Filter::default()).await?)
}

/// Empties the tables; those whose triggers forbid it stay as they are.
async fn empty(client: &Client, snapshot: &Snapshot) {
    for table in own_tables(snapshot) {
        drop(
            client
                .batch_execute(&format!("truncate {table} cascade"))
                .await,
        );
    }
}

fn own_tables(snapshot: &Snapshot) -> Vec<QualifiedName> {
    let names = snapshot.tables.names();
    names
        .filter(|it| !is_platform_schema(it.schema.as_str()))
        .cloned()
        .collect()
}

fn new_tables(before: &Snapshot, after: &Snapshot) -> Vec<QualifiedName> {
    after
        .tables
        .names()
        .filter(|it| !before.tables.contains(it) && !is_platform_schema(it.schema.as_str()))
        .cloned()
        .collect()
}

fn new_columns(before: &Snapshot, after: &Snapshot) -> Vec<MemberName> {
    after
        .columns
        .names()
        .filter(|it| {
            let relation = it.relation();
            before.tables.contains(&relation)
                && after.tables.contains(&relation)
                && !before.columns.contains(it)
        })
        .cloned()
        .collect()
}

fn say(file: &str, tables: &FillReport, columns: &FillReport, took: Duration) {
    let reports = tables.tables.iter().chain(&columns.tables);
    let all = std::env::args().any(|it| it == "--all");
    let short: Vec<_> = reports
        .clone()
        .filter(|it| it.is_short() || (all && it.refusal.is_some()))
        .collect();
    let written: usize = reports.map(|it| it.written).sum();
    if written > 0 || !short.is_empty() {
        println!("{:>7.1} ms {written:>4} {file}", took.as_secs_f64() * 1e3);
    }
    for table in short {
        println!("           short: {table}");
    }
}
