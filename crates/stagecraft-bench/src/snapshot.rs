//! Reading the catalog: a fresh platform, and 300 tables more.

use std::time::Instant;

use stagecraft_apply::Session;
use stagecraft_catalog::Filter;
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
    sandbox.stop().await?;
    Ok(figures)
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
