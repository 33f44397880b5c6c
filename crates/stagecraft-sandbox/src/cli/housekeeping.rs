//! `list`, `doctor` and `clean`.

use clap::Args;
use jiff::Timestamp;
use stagecraft_model::{Document, Failure};
use stagecraft_terminal::{ExitStatus, Format, Terminal};

use super::engine::folders;
use super::show::{self, Cleaned, SandboxList, json};
use crate::account::Account;
use crate::cache::Cache;
use crate::den::RunDir;
use crate::{DOCTOR_SCHEMA, diagnose, kept, sweep};

/// What to look at
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Look only at this folder; `npm` looks only at npm
    #[arg(long, value_name = "DIR", env = "STAGECRAFT_PG_BIN")]
    pg_bin: Option<std::path::PathBuf>,
}

impl DoctorArgs {
    /// Holds when every major version has a server or a way to one, and the
    /// folders can be used.
    pub(crate) fn run(self, terminal: Terminal) -> Result<ExitStatus, Failure> {
        let mut config = folders();
        config.pg_bin = self.pg_bin;
        let report = diagnose(&config)?;
        let sound = report.cache.problem.is_none()
            && report.run_dir.problem.is_none()
            && report
                .engines
                .iter()
                .any(|it| it.server.is_some() || report.npm.is_some());
        match terminal.format() {
            Format::Human => terminal.data(&show::doctor(&report, terminal.palette())),
            Format::Json => terminal.data(&json(&Document::new(
                DOCTOR_SCHEMA,
                Timestamp::now(),
                report,
            ))),
        }
        Ok(if sound {
            ExitStatus::Held
        } else {
            ExitStatus::NotHeld
        })
    }
}

pub(crate) fn list(terminal: Terminal) -> Result<ExitStatus, Failure> {
    let run_dir = RunDir::open(&folders(), &Account::choose()?)?;
    sweep::sweep(&run_dir);
    let sandboxes = kept::all(&run_dir);
    match terminal.format() {
        Format::Json => terminal.data(&json(&Document::new(
            "stagecraft.sandbox-list/1",
            Timestamp::now(),
            SandboxList { sandboxes },
        ))),
        Format::Human if sandboxes.is_empty() => terminal.say("no sandboxes"),
        Format::Human => terminal.data(&show::list(&sandboxes, terminal.palette())),
    }
    Ok(ExitStatus::Held)
}

pub(crate) fn clean(terminal: Terminal) -> Result<ExitStatus, Failure> {
    let account = Account::choose()?;
    let run_dir = RunDir::open(&folders(), &account)?;
    let swept = sweep::sweep(&run_dir);
    let cache = Cache::open(&folders(), &account)?;
    let anything_kept = !kept::kept(&run_dir).is_empty();
    let (mut removed, mut in_use) = (0, 0);
    for kind in ["templates", "trees", "npm"] {
        for name in cache.names(kind) {
            // A kept sandbox holds no lock, but its server reads these.
            let needed = anything_kept && kind != "templates";
            if !needed && cache.remove(kind, &name)? {
                removed += 1;
            } else {
                in_use += 1;
            }
        }
    }
    let cleaned = Cleaned {
        swept,
        removed,
        in_use,
    };
    match terminal.format() {
        Format::Json => terminal.data(&json(&Document::new(
            "stagecraft.sandbox-clean/1",
            Timestamp::now(),
            cleaned,
        ))),
        Format::Human => terminal.say(&format!(
            "swept {swept} sandboxes, removed {removed} entries of the cache, left {in_use} in use"
        )),
    }
    Ok(ExitStatus::Held)
}
