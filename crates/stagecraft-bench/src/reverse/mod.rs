//! Ways back side by side: the generated rollback with its kept rows, and what
//! schema diffs make of the same two databases when they are asked for the
//! reverse; judged by what `pg_dump`, the catalog and every row say.
//!
//! Each contender gets a migrated database of its own, and may look at an
//! untouched copy of what was before. It happens twice: with rows, and, made
//! easy for the diffs, without any. A diff whose way back fails has changed
//! nothing; on emptied tables it is then run statement by statement, so that
//! it is judged by all that it can do.
//!
//! What ours keeps stays in its own schema until it is finalized; nobody looks
//! there.

mod judge;
mod ours;
mod peers;
mod properties;
mod stage;
mod tally;

use std::time::{Duration, Instant};

use stagecraft_terminal::Terminal;

use crate::layer::Trouble;
use judge::Seen;
use peers::Peers;
use stage::Stage;

pub(crate) use tally::{Report, Tally};

const BEFORE: &str = include_str!("../../sql/reverse_before.sql");
const EMPTIED: &str = include_str!("../../sql/reverse_emptied.sql");
const MIGRATION: &str = include_str!("../../sql/reverse_migration.sql");
/// The database that nobody touches.
const UNTOUCHED: &str = "untouched";

/// Who shows a way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contender {
    Ours,
    Migradiff,
    PgDelta,
}

impl Contender {
    const ALL: [Self; 3] = [Self::Ours, Self::Migradiff, Self::PgDelta];

    fn name(self) -> &'static str {
        match self {
            Self::Ours => "stagecraft",
            Self::Migradiff => "migradiff",
            Self::PgDelta => "pg-delta",
        }
    }
}

/// A way back as it was taken.
struct Taken {
    generating: Duration,
    running: Duration,
    /// Why it did not run, or not all of it.
    failure: Option<String>,
}

/// Whether the tables hold rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    Kept,
    Emptied,
}

pub(crate) async fn bench(
    major: u16,
    rounds: usize,
    terminal: &Terminal,
) -> Result<Report, Trouble> {
    stage::find_clients(major).await?;
    terminal.say("reverse: fetching migradiff and pg-delta into a temporary folder");
    let peers = Peers::fetch().await?;
    let mut report = Report::default();
    for rows in [Rows::Kept, Rows::Emptied] {
        report
            .tallies
            .push(compete(major, rounds, rows, &peers, terminal).await?);
    }
    Ok(report)
}

async fn compete(
    major: u16,
    rounds: usize,
    rows: Rows,
    peers: &Peers,
    terminal: &Terminal,
) -> Result<Tally, Trouble> {
    let title = match rows {
        Rows::Kept => "on tables with rows",
        Rows::Emptied => "on emptied tables",
    };
    let stage = Stage::start(major).await?;
    stage.psql("base", BEFORE, &["-1"]).await?;
    if rows == Rows::Emptied {
        stage.psql("base", EMPTIED, &["-1"]).await?;
    }
    stage.copy(UNTOUCHED).await?;
    let before = Seen::look(&stage, UNTOUCHED, rows).await?;
    migrated_differs(&stage, &before, rows).await?;
    let mut tally = Tally::new(title);
    for round in 0..rounds.max(1) {
        for contender in Contender::ALL {
            terminal.say(&format!(
                "reverse {title}: {}, round {} of {}",
                contender.name(),
                round + 1,
                rounds.max(1)
            ));
            let database = format!("{}_{round}", contender.name().replace('-', "_"));
            stage.copy(&database).await?;
            let taken = match contender {
                Contender::Ours => ours::take(&stage, &database).await?,
                _ => take_peers(&stage, peers, contender, &database, rows).await?,
            };
            if round == 0 {
                let now = Seen::look(&stage, &database, rows).await?;
                tally.judge(contender, before.compare(&now), taken.failure);
            }
            tally.time(contender, taken.generating, taken.running);
        }
    }
    stage.stop().await?;
    Ok(tally)
}

/// A property that has no answer, or that the migration leaves alone, says
/// nothing of a way back.
async fn migrated_differs(stage: &Stage, before: &Seen, rows: Rows) -> Result<(), Trouble> {
    stage.copy("migrated").await?;
    stage.psql("migrated", MIGRATION, &["-1"]).await?;
    let mute = before.mute(&Seen::look(stage, "migrated", rows).await?);
    if mute.is_empty() {
        return Ok(());
    }
    Err(format!("judged by nothing: {}", mute.join("; ")).into())
}

/// Migrates a database as anybody would, and takes a peer's way back.
async fn take_peers(
    stage: &Stage,
    peers: &Peers,
    contender: Contender,
    database: &str,
    rows: Rows,
) -> Result<Taken, Trouble> {
    stage.psql(database, MIGRATION, &["-1"]).await?;
    let started = Instant::now();
    let (migrated, untouched) = (stage.url(database), stage.url(UNTOUCHED));
    let files = match contender {
        Contender::PgDelta => peers.pg_delta(&migrated, &untouched).await,
        _ => peers.migradiff(&migrated, &untouched).await,
    };
    let generating = started.elapsed();
    let files = match files {
        Ok(files) => files,
        Err(error) => {
            return Ok(Taken {
                generating,
                running: Duration::ZERO,
                failure: Some(error.to_string()),
            });
        }
    };
    let started = Instant::now();
    let mut failure = stage.try_files(database, &files).await?;
    let running = started.elapsed();
    if rows == Rows::Emptied && failure.is_some() {
        failure = stage.try_statements(database, &files).await?;
    }
    Ok(Taken {
        generating,
        running,
        failure,
    })
}
