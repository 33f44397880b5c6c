//! Times the reading of a catalog: of a fresh platform, and of 300 tables more.
//!
//! `cargo run --release -p stagecraft-catalog --example snapshot_bench [majors]`

use std::time::{Duration, Instant};

use stagecraft_catalog::{Filter, Kind, Snapshot};
use stagecraft_connect::snapshot::{read, read_within};
use tokio_postgres::{Client, NoTls};

const RUNS: usize = 20;
const TABLES: usize = 300;
/// A table with everything that tables of an application have.
const TABLE: &str = include_str!("table.sql");
/// What every fifth of them has.
const VIEW: &str = include_str!("view.sql");

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let majors: Vec<u16> = std::env::args()
        .skip(1)
        .filter_map(|it| it.parse().ok())
        .collect();
    let majors = if majors.is_empty() {
        vec![15, 17]
    } else {
        majors
    };
    for major in majors {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let client = connect(&sandbox.config()).await?;
        report(
            &format!("{major}: fresh platform"),
            &sandbox.config(),
            &client,
        )
        .await?;
        client
            .batch_execute(
                "create function public.touch() returns trigger language plpgsql \
                 as 'begin return new; end'; \
                 create type public.grade as enum ('a', 'b', 'c')",
            )
            .await?;
        for n in 0..TABLES {
            let parent = n.saturating_sub(1).to_string();
            let sql = TABLE
                .replace("$n", &n.to_string())
                .replace("$parent", &parent);
            client.batch_execute(&sql).await?;
            if n % 5 == 0 {
                client
                    .batch_execute(&VIEW.replace("$n", &n.to_string()))
                    .await?;
            }
        }
        report(
            &format!("{major}: {TABLES} tables more"),
            &sandbox.config(),
            &client,
        )
        .await?;
        drop(client);
        sandbox.stop().await?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a report to whoever ran it")]
async fn report(title: &str, config: &tokio_postgres::Config, client: &Client) -> Outcome {
    let filter = Filter::default();
    let mut cold = Vec::new();
    let mut warm = Vec::new();
    let mut within = Vec::new();
    let mut digests = Vec::new();
    let mut snapshot = Snapshot::default();
    client.batch_execute("analyze").await?;
    for _ in 0..RUNS {
        let fresh = connect(config).await?;
        cold.push(
            timed(async {
                snapshot = read(&fresh, &filter).await?;
                Ok(())
            })
            .await?,
        );
        warm.push(
            timed(async {
                read(&fresh, &filter).await?;
                Ok(())
            })
            .await?,
        );
        fresh.batch_execute("begin").await?;
        within.push(
            timed(async {
                read_within(&fresh, &filter).await?;
                Ok(())
            })
            .await?,
        );
        fresh.batch_execute("rollback").await?;
        let started = Instant::now();
        snapshot.digest();
        digests.push(started.elapsed());
    }
    let objects: usize = Kind::ALL.iter().map(|it| snapshot.count_of(*it)).sum();
    let bytes = serde_json::to_vec(&snapshot)?.len();
    println!(
        "{title}: {objects} objects, {} kB; median (best) of {RUNS} in ms: \
         first read of a session {}, later {}, within a transaction {}, digest {}",
        bytes / 1024,
        median(cold),
        median(warm),
        median(within),
        median(digests),
    );
    Ok(())
}

async fn timed(
    work: impl Future<Output = Outcome>,
) -> Result<Duration, Box<dyn std::error::Error>> {
    let started = Instant::now();
    work.await?;
    Ok(started.elapsed())
}

fn median(mut times: Vec<Duration>) -> String {
    times.sort();
    let ms = |n: usize| times.get(n).map_or(0.0, |it| it.as_secs_f64() * 1000.0);
    format!("{:.1} ({:.1})", ms(times.len() / 2), ms(0))
}

async fn connect(config: &tokio_postgres::Config) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = config.connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
