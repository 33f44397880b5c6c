//! Which benchmarks there are, and how their figures are printed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use stagecraft_terminal::{Align, GlobalArgs, Palette, Table, Terminal};

use crate::figures::Figure;
use crate::{apply, reverse, rls, rls_peers, rollback, sandbox, seed, seed_peers, snapshot, tiles};

/// Time the product beside its peers and print ratios
#[derive(Parser)]
#[command(name = "cargo xtask bench", max_term_width = 100)]
struct Cli {
    /// Which benchmark; when left out all of them but `reverse`, `rls`, `rls-peers`, `seed` and `seed-peers`, which run only by their names
    name: Option<Name>,
    /// Major version of Postgres
    #[arg(long, default_value_t = 15)]
    engine: u16,
    /// How often each side runs
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// How many migrations `apply` and `rollback` have; otherwise 200 and 100
    #[arg(long)]
    migrations: Option<usize>,
    /// How often each tile of the `tiles` benchmark runs
    #[arg(long, default_value_t = 100)]
    tile_runs: usize,
    /// Plant only the holes of `rls-peers` whose names hold this
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Let `seed-peers` run seedgen too: this program, or one that it builds (minutes)
    #[arg(long, value_name = "PROGRAM", num_args = 0..=1, default_missing_value = "build")]
    seedgen: Option<PathBuf>,
    /// Where `seed-peers` writes its page, in Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Small migrations: ours beside one psql session
    Apply,
    /// First and later starts of a sandbox
    Sandbox,
    /// Reading the catalog
    Snapshot,
    /// The queries of supabase/tiles against their budgets, over a million facts
    Tiles,
    /// What proving a way back for each migration adds to applying them
    Rollback,
    /// A row security contract of 60 tables tried and broken, beside the same assertions of pgTAP (fetches it; needs psql, apt-get)
    Rls,
    /// Ways back: ours beside the reverse of two schema diffs (fetches both; needs psql, pg_dump, python3, npm)
    Reverse,
    /// Planted holes of row security: ours beside a linter and the platform's advisors (minutes; fetches both; needs python3, npm)
    RlsPeers,
    /// A schema of tenants seeded: ours beside four who fill schemas (minutes; fetches them; needs python3, npm)
    SeedPeers,
    /// Synthetic rows made and loaded, beside the server's own COPY of the same bytes (minutes)
    Seed,
    /// What `seed` runs to see how much memory a load takes
    #[value(hide = true)]
    SeedChild,
}

/// What a benchmark may not do: print, or guess when something is missing.
pub(crate) type Outcome = Result<Vec<Figure>, Box<dyn std::error::Error>>;

pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(GlobalArgs::default());
    if let Err(error) = stagecraft_sandbox::stop_on_signals() {
        terminal.say(&format!("error: {error}"));
        return ExitCode::from(3);
    }
    let Ok(runtime) = tokio::runtime::Runtime::new() else {
        return ExitCode::from(3);
    };
    if cli.name == Some(Name::Reverse) {
        let outcome = runtime.block_on(reverse::bench(cli.engine, cli.runs.min(3), &terminal));
        return conclude(&terminal, outcome, |report| {
            (report.render(terminal.palette()), report.holds())
        });
    }
    if cli.name == Some(Name::Rls) {
        terminal.say("rls: a contract tried and broken, beside pgTAP");
        let outcome = runtime.block_on(rls::bench(cli.engine, cli.runs, &terminal));
        return conclude(&terminal, outcome, |figures| {
            let holds = figures.iter().all(|it| it.holds() != Some(false));
            (table(figures, terminal.palette()), holds)
        });
    }
    if cli.name == Some(Name::Seed) {
        let outcome = runtime.block_on(seed::bench(cli.engine, cli.runs.min(5), &terminal));
        return conclude(&terminal, outcome, |report| {
            (report.render(terminal.palette()), report.holds())
        });
    }
    if cli.name == Some(Name::SeedChild) {
        let outcome = runtime.block_on(seed::child());
        return conclude(&terminal, outcome, |it| (it.clone(), true));
    }
    if cli.name == Some(Name::RlsPeers) {
        let outcome =
            runtime.block_on(rls_peers::bench(cli.engine, cli.only.as_deref(), &terminal));
        return conclude(&terminal, outcome, |report| {
            (report.render(terminal.palette()), report.holds())
        });
    }
    if cli.name == Some(Name::SeedPeers) {
        let wish = seed_peers::Wish {
            major: cli.engine,
            runs: cli.runs.min(3),
            seedgen: cli.seedgen,
            report: cli.report,
        };
        let outcome = runtime.block_on(seed_peers::bench(&wish, &terminal));
        return conclude(&terminal, outcome, |board| {
            (board.render(terminal.palette()), board.holds())
        });
    }
    let outcome = runtime.block_on(async {
        let wanted = |name| cli.name.is_none_or(|it| it == name);
        let mut figures = Vec::new();
        if wanted(Name::Sandbox) {
            terminal.say("sandbox: first and later starts");
            figures.extend(sandbox::bench(cli.engine, cli.runs).await?);
        }
        if wanted(Name::Apply) {
            terminal.say("apply: small migrations beside one psql session");
            let migrations = cli.migrations.unwrap_or(200);
            figures.extend(apply::bench(cli.engine, cli.runs, migrations).await?);
        }
        if wanted(Name::Snapshot) {
            terminal.say("snapshot: reading the catalog");
            figures.extend(snapshot::bench(cli.engine, cli.runs).await?);
        }
        if wanted(Name::Rollback) {
            terminal.say("rollback: a proven way back for each migration");
            let migrations = cli.migrations.unwrap_or(100);
            figures.extend(rollback::bench(cli.engine, cli.runs, migrations).await?);
        }
        if wanted(Name::Tiles) {
            terminal.say("tiles: the dashboard of a shop with a quarter of a million facts");
            figures.extend(tiles::bench(cli.engine, cli.tile_runs, &terminal).await?);
        }
        Ok::<_, Box<dyn std::error::Error>>(figures)
    });
    conclude(&terminal, outcome, |figures| {
        let holds = figures.iter().all(|it| it.holds() != Some(false));
        (table(figures, terminal.palette()), holds)
    })
}

/// Prints what came out, or why nothing did, and returns the exit code.
fn conclude<T>(
    terminal: &Terminal,
    outcome: Result<T, Box<dyn std::error::Error>>,
    render: impl Fn(&T) -> (String, bool),
) -> ExitCode {
    match outcome {
        Ok(result) => {
            let (text, holds) = render(&result);
            terminal.data(&text);
            if holds {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            }
        }
        Err(error) => {
            terminal.say(&format!("error: {error}"));
            ExitCode::from(3)
        }
    }
}

fn table(figures: &[Figure], palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("what", Align::Left),
            ("min", Align::Right),
            ("median", Align::Right),
            ("p95", Align::Right),
            ("max", Align::Right),
            ("ratio", Align::Right),
            ("at most", Align::Right),
            ("", Align::Left),
        ],
    );
    for figure in figures {
        let number = |value: Option<f64>| value.map_or_else(String::new, |it| format!("{it:.2}"));
        table.row(vec![
            figure.what.clone(),
            format!("{:.1} ms", figure.min()),
            format!("{:.1} ms", figure.median()),
            format!("{:.1} ms", figure.p95()),
            format!("{:.1} ms", figure.max()),
            number(figure.ratio),
            figure.limit_text(),
            match figure.holds() {
                Some(true) => Palette::paint(palette.good, "holds"),
                Some(false) => Palette::paint(palette.bad, failing(figure)),
                None => String::new(),
            },
        ]);
    }
    table.to_string()
}

fn failing(figure: &Figure) -> String {
    if figure.objections.is_empty() {
        return "does not hold".to_owned();
    }
    format!("does not hold: {}", figure.objections.join("; "))
}
