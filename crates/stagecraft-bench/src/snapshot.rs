//! Reading the catalog: a fresh platform, and 300 tables more.

use std::time::Instant;

use stagecraft_apply::Session;
use stagecraft_catalog::Filter;
use stagecraft_connect::snapshot::ChangeReader;
use stagecraft_sandbox::{Sandbox, SandboxConfig};

use crate::cli::Outcome;
use crate::figures::{Figure, Limit};
use crate::project;

pub(crate) async fn bench(major: u16, runs: usize) -> Outcome {
    let sandbox = Sandbox::start(&SandboxConfig::new(major)).await?;
    let session = Session::connect_plain(&sandbox.config()).await?;
    let mut figures =
        vec![read(&session, runs, "snapshot of a fresh platform", Limit::None).await?];
    session
        .client()
        .batch_execute(&project::schema(300))
        .await?;
    figures.push(
        read(
            &session,
            runs,
            "snapshot with 300 tables",
            Limit::Millis(120.0),
        )
        .await?,
    );
    let reader = ChangeReader::prepare(session.client(), Filter::default()).await?;
    for (what, sql) in CHANGES {
        let what = format!("the same again after {what}");
        figures.push(read_again(&session, &reader, runs, what, sql).await?);
    }
    sandbox.stop().await?;
    Ok(figures)
}

/// What a migration does, so that only a part has to be read again.
const CHANGES: &[(&str, &str)] = &[
    ("nothing", "select 1"),
    (
        "a new column",
        "alter table public.t7 add column more text default 'x'",
    ),
    (
        "a new table with index and policy",
        "create table public.fresh (id bigint primary key, owner uuid not null);
         create index on public.fresh (owner);
         alter table public.fresh enable row level security;
         create policy own on public.fresh using (owner = auth.uid())",
    ),
    ("a dropped table", "drop table public.t8"),
    (
        "a renamed column",
        "alter table public.t9 rename column body to text",
    ),
    (
        "a function replaced",
        "create or replace function public.f9() returns bigint language sql stable as 'select 1::bigint'",
    ),
];

/// Times what follows a change inside its transaction.
async fn read_again(
    session: &Session,
    reader: &ChangeReader,
    runs: usize,
    what: String,
    sql: &str,
) -> Result<Figure, Box<dyn std::error::Error>> {
    let client = session.client();
    let before = stagecraft_connect::snapshot::read(client, &Filter::default()).await?;
    let mut times = Vec::new();
    for _ in 0..runs {
        // The server's counts of a transaction hold what was not reported before it.
        client
            .batch_execute("select pg_catalog.pg_stat_force_next_flush()")
            .await?;
        client.batch_execute(&format!("begin; {sql}")).await?;
        let started = Instant::now();
        reader.read(client, &before).await?;
        times.push(started.elapsed());
        client.batch_execute("rollback").await?;
    }
    Ok(Figure::new(what, &times, Limit::Millis(15.0)))
}

async fn read(
    session: &Session,
    runs: usize,
    what: &str,
    limit: Limit,
) -> Result<Figure, Box<dyn std::error::Error>> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let started = Instant::now();
        stagecraft_connect::snapshot::read(session.client(), &Filter::default()).await?;
        times.push(started.elapsed());
    }
    Ok(Figure::new(what, &times, limit))
}
