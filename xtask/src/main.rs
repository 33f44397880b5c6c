//! The repository's chores; runs every product command by spawning it.
//!
//! **Invariant:** nothing here links the product, so that a chore never waits
//! for its build.

mod chores;
mod compat;
mod new;
mod prerequisites;
mod product;
mod report;
mod shell;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Run a chore of the repository, or any command of `stagecraft`
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    max_term_width = 100,
    after_help = "Anything else is a command of the product: `cargo xtask rehearse`, \
                  `cargo xtask plan show`, `cargo xtask sandbox run -- cargo test`, …\n\
                  See `cargo xtask product-help` for all of them."
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Format the code
    Fmt {
        /// Change nothing, fail when something is not formatted
        #[arg(long)]
        check: bool,
    },
    /// Run clippy with warnings as errors
    Lint,
    /// Run the tests
    Test {
        /// Arguments for the test runner, such as a filter
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Check the rules about the code itself
    Tidy,
    /// Do all that a pull request must pass: fmt --check, lint, tidy, test, doc
    Ci,
    /// Start something new from its template
    New {
        #[command(subcommand)]
        what: new::What,
    },
    /// Time the product beside its peers and print ratios; `--help` lists what there is
    #[command(disable_help_flag = true)]
    Bench {
        /// Which benchmark and its options; the quick ones when left out
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Fetch the Supabase CLI and compare histories: ours after its push, its after ours
    Compat {
        /// Major version of Postgres
        #[arg(long, default_value_t = 17)]
        engine: u16,
    },
    /// Write a report below docs/reports
    Report {
        #[command(subcommand)]
        what: report::What,
    },
    /// Show the help of the product
    ProductHelp,
    #[command(external_subcommand)]
    Product(Vec<String>),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Fmt { check } => chores::fmt(check),
        Task::Lint => chores::lint(),
        Task::Test { args } => chores::test(&args),
        Task::Tidy => tidy::run(),
        Task::Ci => chores::ci(),
        Task::New { what } => new::run(&what),
        Task::Bench { args } => product::bench(&args),
        Task::Compat { engine } => compat::check(engine),
        Task::Report { what } => report::write(&what),
        Task::ProductHelp => product::run(&["--help".to_owned()]),
        Task::Product(args) => product::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            shell::say(&format!("error: {}", failure.message));
            ExitCode::from(failure.code)
        }
    }
}
