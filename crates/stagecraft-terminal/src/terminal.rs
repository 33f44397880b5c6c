//! Where output goes and how it may look.

use std::io::{IsTerminal as _, Write as _};

use clap::{Args, ValueEnum};
use stagecraft_model::{Failure, Finding};

use crate::scrub::scrub;
use crate::{ExitStatus, Palette, Progress, Sources, render_findings};

/// What stdout holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Tables and sentences
    #[default]
    Human,
    /// One JSON document
    Json,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Options that every command takes.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Output")]
pub struct GlobalArgs {
    /// What to write to stdout
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: Format,
    /// When to use colour; `NO_COLOR` is honoured
    #[arg(long, global = true, value_enum, default_value_t)]
    pub color: ColorChoice,
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// The two streams and how they may look.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    format: Format,
    quiet: bool,
    color_out: bool,
    color_err: bool,
    live: bool,
}

impl Terminal {
    /// Resolves the options against the environment.
    pub fn new(args: GlobalArgs) -> Self {
        let color = |stream: anstream::ColorChoice| match args.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => stream != anstream::ColorChoice::Never,
        };
        Self {
            format: args.format,
            quiet: args.quiet,
            color_out: color(anstream::AutoStream::choice(&std::io::stdout())),
            color_err: color(anstream::AutoStream::choice(&std::io::stderr())),
            live: std::io::stderr().is_terminal() && !args.quiet,
        }
    }

    /// Returns what stdout holds.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the colours of stdout.
    pub fn palette(&self) -> Palette {
        Palette::new(self.color_out)
    }

    /// Returns the colours of stderr.
    pub fn palette_err(&self) -> Palette {
        Palette::new(self.color_err)
    }

    /// Writes data to stdout; a closed pipe is not an error.
    pub fn data(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
    }

    /// Writes one line of talk to stderr, unless `--quiet`.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            drop(writeln!(std::io::stderr().lock(), "{line}"));
        }
    }

    /// Writes findings to stderr in the human format; the JSON document
    /// carries them itself.
    pub fn findings(&self, findings: &[Finding], sources: &dyn Sources) {
        if self.format == Format::Human && !findings.is_empty() {
            self.say(&render_findings(findings, sources, self.color_err));
        }
    }

    /// Starts a progress bar, shown on a terminal only.
    pub fn progress(&self, what: &str, total: u64) -> Progress {
        Progress::start(what, total, self.live)
    }

    /// Starts counting up to `total`, with the speed and the time that is left.
    pub fn counting(&self, what: &str, total: u64) -> Progress {
        Progress::counting(what, total, self.live)
    }

    /// Returns whether stderr is a terminal that may be redrawn.
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Reports a failure with its causes and what to do.
    pub fn fail(&self, failure: &Failure) -> ExitStatus {
        let palette = self.palette_err();
        let fault = &*failure.0;
        let mut text = format!("{} {fault}", Palette::paint(palette.bad, "error:"));
        let mut source = std::error::Error::source(fault);
        while let Some(cause) = source {
            text.push_str(&format!("\n  caused by: {cause}"));
            source = cause.source();
        }
        if let Some(hint) = fault.hint() {
            text.push_str(&format!(
                "\n{} {hint}",
                Palette::paint(palette.good, "hint:")
            ));
        }
        drop(writeln!(std::io::stderr().lock(), "{}", scrub(&text)));
        fault.class().into()
    }
}
