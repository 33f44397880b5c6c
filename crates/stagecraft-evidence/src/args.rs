//! The commands of this crate: verify, show, heartbeat.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use stagecraft_model::{Document, Failure, Severity, Verdict};
use stagecraft_terminal::{Align, ExitStatus, Format, Palette, Table, Terminal, Tool};

use crate::{Bundle, Error, FileState, HeartbeatConfig, VERIFY_SCHEMA, VerifyReport, verify, wrap};

/// What can be done with evidence.
#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
    /// Check that a bundle is exactly as it was sealed
    Verify {
        /// The folder of one run, artifacts/data/DATE/RUN-ID
        dir: PathBuf,
    },
    /// List what a bundle holds, without checking it
    Show {
        /// The folder of one run, artifacts/data/DATE/RUN-ID
        dir: PathBuf,
    },
    /// Run a command and log that it is alive
    Heartbeat(HeartbeatArgs),
}

impl Tool for EvidenceCommand {
    const NAME: &'static str = "stagecraft-evidence";
    const ABOUT: &'static str = "Verify the bundles that runs leave, and log that a run is alive";

    fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        match self {
            Self::Verify { dir } => run_verify(&dir, *terminal),
            Self::Show { dir } => run_show(&dir, *terminal),
            Self::Heartbeat(args) => args.run(terminal),
        }
    }
}

/// A command to run under a heartbeat
#[derive(Debug, Args)]
#[command(after_help = HEARTBEAT_HELP)]
pub struct HeartbeatArgs {
    /// The folder inside the artifacts that the log goes to, such as data
    topic: String,
    /// Time between two beats: 10s, 500ms, 2m
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = time)]
    every: Duration,
    /// Say in the log what runs; arguments are never logged
    #[arg(long, value_name = "TEXT", default_value = "")]
    label: String,
    /// The folder of all artifacts
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    artifacts: PathBuf,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

const HEARTBEAT_HELP: &str = "\
Appends to <DIR>/<TOPIC>/<date>/logs/heartbeat.log and heartbeat.ndjson.
Exits as the command does: 128 + n after signal n, 127 when there is no such
command, 126 when it cannot be started, 3 when the log cannot be written.";

impl HeartbeatArgs {
    /// Runs the command and returns its exit code. stdout is the command's.
    pub fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let config = HeartbeatConfig {
            artifacts: self.artifacts,
            topic: self.topic,
            label: self.label,
            every: self.every,
        };
        let code = match wrap(config, &self.command) {
            Ok(wrapped) => {
                if let Some(trouble) = wrapped.trouble {
                    // What ran matters more than the log of it.
                    terminal.fail(&trouble.into());
                }
                wrapped.code
            }
            Err(error @ Error::CommandNotFound { .. }) => {
                terminal.fail(&error.into());
                127
            }
            Err(error @ Error::CommandNotStartable { .. }) => {
                terminal.fail(&error.into());
                126
            }
            Err(error) => return Err(error.into()),
        };
        Ok(match code {
            0 => ExitStatus::Held,
            code => ExitStatus::Other(code),
        })
    }
}

fn run_verify(dir: &Path, terminal: Terminal) -> Result<ExitStatus, Failure> {
    let report = verify(dir)?;
    let verdict = report.verdict;
    match terminal.format() {
        Format::Human => {
            terminal.findings(&report.findings, &());
            terminal.data(&shown(&report, terminal.palette()));
        }
        Format::Json => {
            let document = Document::new(VERIFY_SCHEMA, Timestamp::now(), report);
            let json = document.to_json().map_err(|source| Error::Unserialisable {
                name: VERIFY_SCHEMA.to_owned(),
                source,
            })?;
            terminal.data(&json);
        }
    }
    Ok(verdict.into())
}

fn shown(report: &VerifyReport, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("file", Align::Left),
            ("bytes", Align::Right),
            ("", Align::Left),
        ],
    );
    for file in &report.files {
        let (style, state) = match file.state {
            FileState::Intact => (palette.good, "intact"),
            FileState::Changed => (palette.bad, "changed"),
            FileState::Missing => (palette.bad, "missing"),
            FileState::Added => (palette.bad, "added"),
            FileState::Unreadable => (palette.bad, "unreadable"),
            FileState::NotAFile => (palette.bad, "not a file"),
        };
        table.row(vec![
            file.name.escape_debug().to_string(),
            file.bytes.map(|it| it.to_string()).unwrap_or_default(),
            Palette::paint(style, state),
        ]);
    }
    let n_errors = report
        .findings
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .count();
    let verdict = if report.verdict == Verdict::Held {
        Palette::paint(palette.good, "intact: exactly as it was sealed")
    } else {
        let plural = if n_errors == 1 { "" } else { "s" };
        Palette::paint(
            palette.bad,
            format_args!("not intact: {n_errors} error{plural}"),
        )
    };
    let mut text = format!("{table}\n{verdict}\n");
    if let (Some(run), Some(said)) = (&report.run, report.run_verdict) {
        let _ = writeln!(text, "run {run}: {}", word(said));
    }
    if let Some(root) = &report.root_sha256 {
        let _ = writeln!(text, "sha256 of SHA256SUMS: {root}");
    }
    text.push_str("unsigned: compare that digest with the one the run printed\n");
    text
}

fn run_show(dir: &Path, terminal: Terminal) -> Result<ExitStatus, Failure> {
    let bundle = Bundle::open(dir)?;
    if terminal.format() == Format::Json {
        let json = bundle
            .index
            .to_json()
            .map_err(|source| Error::Unserialisable {
                name: crate::INDEX_NAME.to_owned(),
                source,
            })?;
        terminal.data(&json);
        return Ok(ExitStatus::Held);
    }
    let palette = terminal.palette();
    let index = &bundle.index.body;
    let mut table = Table::new(
        palette,
        &[
            ("file", Align::Left),
            ("document", Align::Left),
            ("bytes", Align::Right),
            ("blake3", Align::Left),
            ("redacted", Align::Right),
        ],
    );
    for (name, file) in &index.files {
        let n_redactions: u64 = file.redactions.values().sum();
        table.row(vec![
            name.clone(),
            file.schema.clone().unwrap_or_default(),
            file.digests.bytes.to_string(),
            file.digests.blake3.chars().take(12).collect(),
            if n_redactions == 0 {
                String::new()
            } else {
                n_redactions.to_string()
            },
        ]);
    }
    let mut text = format!(
        "run {}: {}\nstarted {}, sealed {}, by stagecraft {}\n",
        index.run,
        word(index.verdict),
        index.started,
        bundle.index.made_at,
        bundle.index.stagecraft,
    );
    for (what, version) in &index.versions {
        let _ = writeln!(text, "{what} {version}");
    }
    for (role, digest) in &index.inputs {
        let _ = writeln!(text, "input {role} {digest}");
    }
    if let Some(failure) = &index.failure {
        let _ = writeln!(text, "ended early: {failure}");
    }
    terminal.data(&format!("{text}\n{table}"));
    Ok(ExitStatus::Held)
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Held => "held",
        Verdict::Unproven => "unproven",
        Verdict::NotHeld => "did not hold",
    }
}

/// Reads `10s`, `500ms`, `2m` or `10`, at least 10 ms.
fn time(text: &str) -> Result<Duration, String> {
    let split = text
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let scale = match unit {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        _ => return Err("write a number and ms, s or m, such as 10s".to_owned()),
    };
    number
        .parse::<u32>()
        .ok()
        .map(|it| Duration::from_millis(u64::from(it) * scale))
        .filter(|it| *it >= Duration::from_millis(10))
        .ok_or_else(|| "write at least 10ms, such as 10s".to_owned())
}
