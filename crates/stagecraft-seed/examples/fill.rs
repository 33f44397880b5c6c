//! Fills the tables of the database at `DATABASE_URL` and says what it did.
//!
//! `cargo run -p stagecraft --  sandbox run -- cargo run -p stagecraft-seed --example fill`

#![expect(clippy::print_stdout, reason = "an example speaks")]

use std::error::Error;

use stagecraft_catalog::{Filter, Snapshot};
use stagecraft_model::{QualifiedName, is_platform_schema};
use stagecraft_seed::{FillConfig, fill};
use tokio_postgres::NoTls;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::var("DATABASE_URL")?;
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
    tokio::spawn(connection);
    let snapshot = stagecraft_connect::snapshot::read(&client, &Filter::default()).await?;
    let tables = own_tables(&snapshot);
    let report = fill(&client, &snapshot, &tables, &FillConfig::new(1)).await?;
    let all = std::env::args().any(|it| it == "--all");
    for table in report
        .tables
        .iter()
        .filter(|it| all || it.refusal.is_some())
    {
        println!("{:>6.1} ms {table}", table.elapsed.as_secs_f64() * 1e3);
    }
    let own: Vec<_> = report
        .tables
        .iter()
        .filter(|it| it.columns.is_empty() && tables.contains(&it.table))
        .collect();
    let populated = own.iter().filter(|it| it.found + it.written > 0);
    println!(
        "{} of {} tables have rows, {} as many as wanted, {} rows written, {:.1} ms",
        populated.count(),
        tables.len(),
        own.iter().filter(|it| !it.is_short()).count(),
        report.tables.iter().map(|it| it.written).sum::<usize>(),
        report.elapsed.as_secs_f64() * 1e3
    );
    Ok(())
}

/// Returns the tables that are neither the platform's nor partitions.
fn own_tables(snapshot: &Snapshot) -> Vec<QualifiedName> {
    snapshot
        .tables
        .iter()
        .filter(|it| it.partition_bound.is_none() && it.foreign_server.is_none())
        .filter(|it| !is_platform_schema(it.schema.as_str()))
        .map(|it| QualifiedName {
            schema: it.schema.clone(),
            name: it.name.clone(),
        })
        .collect()
}
