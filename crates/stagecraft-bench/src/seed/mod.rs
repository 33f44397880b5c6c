//! Synthetic rows, made and loaded, beside the server's own COPY of the same
//! bytes from a file.

mod case;
mod memory;
mod report;
mod server;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use stagecraft_copy::{LoadOptions, Mode, Plain, Rows, Silent};
use stagecraft_sandbox::{Sandbox, SandboxConfig};
use stagecraft_terminal::Terminal;

use crate::figures::{Figure, Limit};
use crate::layer::Trouble;
use case::{CASES, Case, Stage};
use report::Line;
use server::{Files, Way};

pub(crate) use report::Report;

/// How many rows in a second, beside the server's own.
const BESIDE_SERVER: f64 = 0.9;
/// How many times faster rows are made than the server takes them.
const AHEAD: f64 = 3.0;
const MEGABYTES: f64 = 120.0;
const FEW: u64 = 10_000;
const MANY: u64 = 10_000_000;

pub(crate) async fn bench(major: u16, runs: usize, terminal: &Terminal) -> Result<Report, Trouble> {
    let sandbox = Sandbox::start(&SandboxConfig::new(major)).await?;
    let mut lines = Vec::new();
    for (number, case) in CASES.iter().enumerate() {
        terminal.say(&format!("seed: {}", case.name));
        lines.extend(measure(&sandbox, case, number, runs).await?);
    }
    for rows in [FEW, MANY] {
        terminal.say(&format!("seed: the memory of {rows} rows"));
        let what = format!("memory to make and load {rows} narrow rows");
        let peak = memory::peak(&sandbox, rows).await?;
        lines.push(Line::memory(what, peak, MEGABYTES));
    }
    sandbox.stop().await?;
    Ok(Report { lines })
}

/// Loads as a process whose memory another one looks at.
pub(crate) async fn child() -> Result<String, Trouble> {
    memory::load().await
}

async fn measure(
    sandbox: &Sandbox,
    case: &Case,
    number: usize,
    runs: usize,
) -> Result<Vec<Line>, Trouble> {
    let stage = Stage::set(sandbox, case, number).await?;
    let files = Files::write(&stage)?;
    let rows = stage.rows();
    let mut lines = Vec::new();
    let mut digests = BTreeSet::new();
    let mut made = Vec::new();
    let mut fastest: Option<Figure> = None;
    for mode in case.modes {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let (mut two, mut sent) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            stage.clear().await?;
            made.push(server::generate(&stage)?);
            ours.push(load(&stage, *mode, 1, &mut digests).await?);
            stage.clear().await?;
            theirs.push(files.load(&stage, *mode, Way::Server).await?);
            stage.clear().await?;
            sent.push(files.load(&stage, *mode, Way::Connection).await?);
            stage.clear().await?;
            two.push(load(&stage, *mode, 2, &mut digests).await?);
        }
        let what = format!(
            "{}, {}",
            case.name,
            match mode {
                Mode::Append => "appended",
                Mode::Replace => "replaced",
            }
        );
        let figure = |who: &str, times: &[Duration]| {
            Figure::new(format!("{what}: {who}"), times, Limit::None)
        };
        let peer = figure("COPY of a file", &theirs);
        let one = figure("made and loaded", &ours);
        let two = figure("the same, 2 jobs", &two);
        lines.push(Line::timed(rows, &one, Some(&peer), Some(BESIDE_SERVER)));
        lines.push(Line::timed(rows, &two, Some(&peer), None));
        let sent = figure("COPY of a file that is sent", &sent);
        lines.push(Line::timed(rows, &sent, Some(&peer), None));
        lines.push(Line::timed(rows, &peer, None, None));
        let is_faster = |it: &Figure| peer.median() < it.median();
        if fastest.as_ref().is_none_or(is_faster) {
            fastest = Some(peer);
        }
    }
    stage.clear().await?;
    let what = format!("{}: only made, beside the fastest COPY", case.name);
    let made = Figure::new(what, &made, Limit::None);
    lines.push(Line::timed(rows, &made, fastest.as_ref(), Some(AHEAD)));
    let what = format!("{}: digests of all loads", case.name);
    lines.push(Line::same(what, digests.len()));
    Ok(lines)
}

async fn load(
    stage: &Stage,
    mode: Mode,
    jobs: usize,
    digests: &mut BTreeSet<String>,
) -> Result<Duration, Trouble> {
    // The server's COPY gathers no statistics either.
    let options = LoadOptions {
        jobs,
        analyze: false,
        ..LoadOptions::new(mode)
    };
    let rows: Arc<dyn Rows> = Arc::<stagecraft_seed::Dataset>::clone(&stage.dataset);
    let report = stagecraft_copy::load(
        Arc::new(Plain(stage.config.clone())),
        stage.job.clone(),
        rows,
        options,
        Arc::new(Silent),
    )
    .await?;
    if let Some(note) = report.notes.first() {
        return Err(note.to_string().into());
    }
    let loaded: u64 = report.tables.iter().map(|it| it.rows).sum();
    if loaded != stage.rows() {
        return Err(format!("{loaded} rows instead of {}", stage.rows()).into());
    }
    digests.insert(report.digest.to_string());
    Ok(report.elapsed)
}
