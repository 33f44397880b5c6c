//! One shape for every command: a clap sub-command enum that runs and returns
//! an exit status, shared by its own binary and the umbrella command.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use stagecraft_model::Failure;

use crate::scrub::scrub;
use crate::{ExitStatus, GlobalArgs, Terminal, exit};

/// A command line tool: its sub-commands and what they do.
pub trait Tool: Subcommand {
    /// The binary's name.
    const NAME: &'static str;
    /// One line on what it is for.
    const ABOUT: &'static str;

    /// Runs the chosen sub-command.
    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure>;
}

#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = exit::HELP)]
struct Cli<T: Subcommand> {
    #[command(subcommand)]
    tool: T,
    #[command(flatten)]
    global: GlobalArgs,
}

/// Returns the clap command of a tool, for completions and reference pages.
pub fn command_of<T: Tool>() -> clap::Command {
    Cli::<T>::command()
        .name(T::NAME)
        .bin_name(T::NAME)
        .about(T::ABOUT)
}

/// Parses the arguments of the process, runs the tool and returns its exit
/// code: the whole of a `main`.
pub fn run_tool<T: Tool>() -> ExitCode {
    std::panic::set_hook(Box::new(panic_message));
    let parsed = command_of::<T>()
        .try_get_matches()
        .and_then(|matches| Cli::<T>::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    let terminal = Terminal::new(cli.global);
    let status = match cli.tool.run(&terminal) {
        Ok(status) => status,
        Err(failure) => terminal.fail(&failure),
    };
    ExitCode::from(status.code())
}

/// Prints what clap says, which may be help that was asked for; an address
/// that stands where no address is expected loses its password first.
fn refuse(error: &clap::Error) -> ExitCode {
    use std::io::Write as _;
    let said = error.render().to_string();
    let clean = scrub(&said);
    if clean == said {
        drop(error.print());
    } else {
        drop(write!(std::io::stderr().lock(), "{clean}"));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn panic_message(info: &std::panic::PanicHookInfo<'_>) {
    use std::io::Write as _;
    drop(writeln!(
        std::io::stderr().lock(),
        "stagecraft {} met a bug: {info}\nplease report it with the command that you ran",
        env!("CARGO_PKG_VERSION")
    ));
}
