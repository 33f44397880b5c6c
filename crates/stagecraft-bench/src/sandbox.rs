//! Starting a sandbox: the very first one of a server build, and later ones.

use std::time::Instant;

use stagecraft_sandbox::{Origin, Sandbox, SandboxConfig};

use crate::cli::Outcome;
use crate::figures::{Figure, Limit};

pub(crate) async fn bench(major: u16, runs: usize) -> Outcome {
    let mut first = Vec::new();
    let mut fetched = false;
    for _ in 0..runs.min(3) {
        let cache = tempfile::tempdir_in("/var/tmp")?;
        let mut config = SandboxConfig::new(major);
        config.cache_dir = Some(cache.path().to_owned());
        let started = Instant::now();
        let sandbox = Sandbox::start(&config).await?;
        first.push(started.elapsed());
        fetched = matches!(sandbox.server().origin, Origin::Npm(_));
        sandbox.stop().await?;
    }
    let config = SandboxConfig::new(major);
    Sandbox::start(&config).await?.stop().await?;
    let mut later = Vec::new();
    for _ in 0..runs {
        let started = Instant::now();
        let sandbox = Sandbox::start(&config).await?;
        later.push(started.elapsed());
        sandbox.stop().await?;
    }
    // The promise is for binaries that are there; a network promises nothing.
    let (what, limit) = if fetched {
        ("first sandbox, server fetched from npm", Limit::None)
    } else {
        ("first sandbox, empty cache", Limit::Millis(2500.0))
    };
    Ok(vec![
        Figure::new(what, &first, limit),
        Figure::new(
            "warm sandbox with the platform",
            &later,
            Limit::Millis(500.0),
        ),
    ])
}
