//! `stagecraft rollback run`: undoes the newest migration of a database.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_apply::{
    Conflict, FileOutcome, FileReport, Limits, Session, UndoRun, history, keep, undo,
};
use stagecraft_connect::TargetArgs;
use stagecraft_model::{Document, Failure};
use stagecraft_plan::{
    HistoryRow, Layout, MigrationFile, PlannedRollback, Project, RollbackFile, State, plan_rollback,
};
use stagecraft_proof::Grade;
use stagecraft_terminal::{Align, ExitStatus, Format, Palette, Table, Terminal};

use super::{Error, Proofs};
use crate::rehearse::{milliseconds, painted};
use crate::signals::on_signals;

/// Schema name of what `run` prints.
pub const UNDONE_SCHEMA: &str = "stagecraft.undone/1";

/// What to undo, and where
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The version to undo: exactly the newest one that the database has
    version: String,
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// Refuse a rollback that was proven to restore less
    #[arg(long, value_enum, default_value = "equivalent")]
    at_worst: AtWorst,
    /// Run it though nobody has proven it, or something has changed since
    #[arg(long)]
    unproven: bool,
    /// Check everything and print the statements; run nothing
    #[arg(long)]
    dry_run: bool,
    /// Seconds that one statement may run before it is cancelled
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    statement_budget: u64,
    #[command(flatten)]
    target: TargetArgs,
}

/// How little a rollback may restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AtWorst {
    /// Everything is as it was
    Exact,
    /// Everything but the order of columns and the like
    Equivalent,
    /// Whatever it restores
    Lossy,
}

/// What `run` did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The version that was undone.
    pub version: String,
    /// The rollback that was run.
    pub path: String,
    /// Its proven grade; absent where it was run unproven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// What it did; absent after a dry run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<FileReport>,
    /// Rows that could not come back as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}

impl RunArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = Project::read_any(&self.project, None)?;
        if project.layout != Layout::Supabase {
            return Err(Error::OtherHistory.into());
        }
        let (migration, file) = self.find(&project)?;
        let grade = self.proven(&project, migration, file)?;
        let planned = plan_rollback(file);
        let session = connect(&self.target, terminal).await?;
        let rows = history::read(&session).await?;
        self.check(&project, &rows)?;
        let mut undone = Undone {
            version: self.version.clone(),
            path: file.path.clone(),
            grade,
            report: None,
            conflicts: Vec::new(),
        };
        if self.dry_run {
            self.print(&undone, &planned, &file.sql, terminal);
            return Ok(ExitStatus::Held);
        }
        let (report, interrupted) = self.undo(&session, &planned, &file.sql, terminal).await?;
        let held = report.outcome == FileOutcome::Applied;
        if held {
            undone.conflicts = keep::conflicts(&session, &self.version).await?;
        } else {
            let failure = report.failure.as_ref().map(|it| it.finding(&file.path));
            let mut findings = planned.findings.clone();
            findings.extend(failure);
            terminal.findings(&findings, &project.sources());
        }
        undone.report = Some(report);
        self.print(&undone, &planned, &file.sql, terminal);
        Ok(match held {
            true => ExitStatus::Held,
            false if interrupted => ExitStatus::Other(130),
            false => ExitStatus::NotHeld,
        })
    }

    fn find<'a>(
        &self,
        project: &'a Project,
    ) -> Result<(&'a MigrationFile, &'a RollbackFile), Error> {
        let version = || self.version.clone();
        let migration = project
            .migrations
            .iter()
            .find(|it| it.version == self.version)
            .ok_or_else(|| Error::NoSuchVersion { version: version() })?;
        let file = project
            .rollback_of(&migration.path)
            .ok_or_else(|| Error::NoFile { version: version() })?;
        Ok((migration, file))
    }

    /// Returns the grade that was proven of exactly these files.
    fn proven(
        &self,
        project: &Project,
        migration: &MigrationFile,
        file: &RollbackFile,
    ) -> Result<Option<Grade>, Error> {
        if self.unproven {
            return Ok(None);
        }
        let proofs = Proofs::read(&project.root.join("supabase/rollbacks"))?;
        let proof = proofs.as_ref().and_then(|it| it.of(&self.version));
        let Some(proof) = proof else {
            return Err(Error::Unproven {
                path: file.path.clone(),
            });
        };
        let keep = project.keeps.get(&self.version);
        let changed = if proof.migration != migration.digest {
            Some(&migration.path)
        } else if proof.rollback.digest != file.digest {
            Some(&file.path)
        } else {
            keep.filter(|it| {
                let proven = proof.keep.as_ref().map(|it| it.digest);
                proven.is_some() && proven != it.digest
            })
            .map(|it| &it.path)
        };
        if let Some(path) = changed {
            return Err(Error::Changed { path: path.clone() });
        }
        let worst = match self.at_worst {
            AtWorst::Exact => Grade::Exact,
            AtWorst::Equivalent => Grade::Equivalent,
            AtWorst::Lossy => Grade::Lossy,
        };
        if proof.grade > worst {
            return Err(Error::TooLossy {
                path: file.path.clone(),
                grade: proof.grade,
                why: super::verify::first_reason(&proof.reasons),
            });
        }
        Ok(Some(proof.grade))
    }

    /// Refuses what is not the newest, and what the database was given in
    /// another form.
    fn check(&self, project: &Project, rows: &[HistoryRow]) -> Result<(), Error> {
        let newest = rows.iter().map(|it| it.version.as_str()).max();
        let Some(newest) = newest else {
            return Err(Error::NothingApplied);
        };
        if newest != self.version {
            return Err(Error::NotNewest {
                version: self.version.clone(),
                newest: newest.to_owned(),
            });
        }
        let plan = stagecraft_plan::plan(project, Some(rows));
        let edited = plan
            .migrations
            .iter()
            .find(|it| it.version == self.version && it.state == State::AppliedEdited);
        match edited {
            Some(it) if !self.unproven => Err(Error::Edited {
                path: it.path.clone(),
            }),
            _ => Ok(()),
        }
    }

    async fn undo(
        &self,
        session: &Session,
        planned: &PlannedRollback,
        sql: &str,
        terminal: &Terminal,
    ) -> Result<(FileReport, bool), Failure> {
        let limits = Limits {
            statement: Duration::from_secs(self.statement_budget),
        };
        let run = UndoRun {
            version: &self.version,
            rollback: planned,
            sql,
        };
        let canceller = session.canceller();
        let signals = on_signals(
            terminal,
            "interrupted: cancelling, so that nothing of it remains (again to stop at once)",
        );
        let mut heard = signals.clone();
        // What is cancelled ends as a failure that the report holds.
        let cancelling = tokio::spawn(async move {
            while heard.changed().await.is_ok() {
                canceller.cancel().await;
            }
        });
        let report = undo(session, run, limits).await;
        cancelling.abort();
        let interrupted = *signals.borrow();
        Ok((report?, interrupted))
    }

    fn print(&self, undone: &Undone, planned: &PlannedRollback, sql: &str, terminal: &Terminal) {
        if terminal.format() == Format::Json {
            let document = Document::new(UNDONE_SCHEMA, Timestamp::now(), undone);
            terminal.data(&document.to_json().unwrap_or_default());
        } else if self.dry_run {
            for statement in &planned.statements {
                let text = sql.get(statement.span.start..statement.span.end);
                terminal.data(&format!("{};\n", text.unwrap_or_default()));
            }
            terminal.say("dry run: nothing was sent");
        } else {
            terminal.data(&shown(undone, terminal.palette()));
        }
    }
}

/// Connects to the database that is named.
pub(super) async fn connect(target: &TargetArgs, terminal: &Terminal) -> Result<Session, Failure> {
    let target = target.resolve()?;
    terminal.findings(target.findings(), &());
    let dialed = target.dial().await?;
    Ok(Session::start(dialed.client, dialed.connection, dialed.tls))
}

fn shown(undone: &Undone, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("version", Align::Left),
            ("rollback", Align::Left),
            ("grade", Align::Left),
            ("outcome", Align::Left),
            ("statements", Align::Right),
            ("time", Align::Right),
        ],
    );
    let report = undone.report.as_ref();
    let grade = undone.grade.map(|it| painted(it, palette));
    let outcome = report.map(|it| match it.outcome {
        FileOutcome::Applied => Palette::paint(palette.good, "undone"),
        other => Palette::paint(palette.bad, other.label()),
    });
    table.row(vec![
        undone.version.clone(),
        undone.path.clone(),
        grade.unwrap_or_else(|| Palette::paint(palette.warn, "unproven")),
        outcome.unwrap_or_default(),
        report.map_or_else(String::new, |it| it.statements.len().to_string()),
        report.map_or_else(String::new, |it| milliseconds(it.elapsed_us)),
    ]);
    let mut text = table.to_string();
    if undone.conflicts.is_empty() {
        return text;
    }
    let _ = writeln!(
        text,
        "\n {} rows are not as they were, because of what was written since:",
        undone.conflicts.len()
    );
    let mut table = Table::new(
        palette,
        &[
            ("table", Align::Left),
            ("row", Align::Left),
            ("why", Align::Left),
        ],
    );
    for conflict in &undone.conflicts {
        table.row(vec![
            conflict.relation.clone(),
            conflict.key.clone(),
            conflict.why.clone(),
        ]);
    }
    let _ = write!(text, "{table}");
    text
}
