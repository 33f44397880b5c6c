//! Which benchmarks there are, and how their figures are printed.

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use stagecraft_terminal::{Align, GlobalArgs, Palette, Table, Terminal};

use crate::figures::Figure;
use crate::{apply, sandbox, snapshot};

/// Time the product beside its peers and print ratios
#[derive(Parser)]
#[command(name = "cargo xtask bench", max_term_width = 100)]
struct Cli {
    /// Which benchmark; all of them when left out
    name: Option<Name>,
    /// Major version of Postgres
    #[arg(long, default_value_t = 15)]
    engine: u16,
    /// How often each side runs
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// How many migrations the `apply` benchmark has
    #[arg(long, default_value_t = 200)]
    migrations: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Small migrations: ours beside one psql session
    Apply,
    /// First and later starts of a sandbox
    Sandbox,
    /// Reading the catalog
    Snapshot,
}

/// What a benchmark may not do: print, or guess when something is missing.
pub(crate) type Outcome = Result<Vec<Figure>, Box<dyn std::error::Error>>;

pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(GlobalArgs::default());
    let Ok(runtime) = tokio::runtime::Runtime::new() else {
        return ExitCode::from(3);
    };
    let outcome = runtime.block_on(async {
        let wanted = |name| cli.name.is_none_or(|it| it == name);
        let mut figures = Vec::new();
        if wanted(Name::Sandbox) {
            terminal.say("sandbox: first and later starts");
            figures.extend(sandbox::bench(cli.engine, cli.runs).await?);
        }
        if wanted(Name::Apply) {
            terminal.say("apply: small migrations beside one psql session");
            figures.extend(apply::bench(cli.engine, cli.runs, cli.migrations).await?);
        }
        if wanted(Name::Snapshot) {
            terminal.say("snapshot: reading the catalog");
            figures.extend(snapshot::bench(cli.engine, cli.runs).await?);
        }
        Ok::<_, Box<dyn std::error::Error>>(figures)
    });
    match outcome {
        Ok(figures) => {
            terminal.data(&table(&figures, terminal.palette()));
            if figures.iter().all(|it| it.holds() != Some(false)) {
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
            format!("{:.1} ms", figure.max()),
            number(figure.ratio),
            figure.limit_text(),
            match figure.holds() {
                Some(true) => Palette::paint(palette.good, "holds"),
                Some(false) => Palette::paint(palette.bad, "does not hold"),
                None => String::new(),
            },
        ]);
    }
    table.to_string()
}
