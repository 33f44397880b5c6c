//! Where a contract is checked: a sandbox of its own, or a database that a
//! person names.

use clap::{Args, ValueEnum};
use stagecraft_apply::Session;
use stagecraft_connect::TargetArgs;
use stagecraft_model::{Failure, Finding};
use stagecraft_plan::Project;
use stagecraft_rls::report::Extent;
use stagecraft_sandbox::Sandbox;
use stagecraft_terminal::{Progress, Terminal};
use tokio::sync::watch;

use super::Error;
use crate::rehearse::{Event, MigrationOutcome, Observer, SandboxArgs, migrated};
use crate::signals::on_signals;

/// Where to check
#[derive(Debug, Args)]
pub(super) struct OnArgs {
    /// Where to check: in a sandbox, or in the database that `--vault`, `--url` or the environment names
    #[arg(long, value_enum, default_value_t)]
    on: On,
    /// Try writes in that database too, with the contract's fixture, in one transaction that is rolled back
    ///
    /// Without it, a database that is named is only read: sessions, privileges, and which of the
    /// rows that are there each actor sees; the server itself refuses to write. With it, every
    /// declared table is written to before the ROLLBACK. Until then tables with triggers are locked
    /// against writers, tables with foreign keys and what those point at against everybody, and
    /// nextval() waits of sequences that the connecting role owns. A lock that is not had within
    /// 5 s ends the check.
    #[arg(long)]
    allow_writes: bool,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    pub(super) sandbox: SandboxArgs,
}

/// Where a command works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum On {
    /// A throwaway server with the project's migrations in it
    #[default]
    Sandbox,
    /// A database that is named
    Target,
}

/// A database that a contract can be checked in.
pub(super) struct Place {
    pub(super) session: Session,
    /// What reports call it.
    pub(super) name: String,
    /// How much may be tried in it.
    pub(super) extent: Extent,
    /// Migrations that failed.
    pub(super) findings: Vec<Finding>,
    sandbox: Option<Sandbox>,
    interrupted: watch::Receiver<bool>,
}

impl OnArgs {
    /// Opens the database.
    pub(super) async fn open(
        self,
        project: &Project,
        terminal: &Terminal,
    ) -> Result<Place, Failure> {
        match self.on {
            On::Sandbox if self.target.is_given() => Err(Error::TargetUnused.into()),
            On::Sandbox => open_sandbox(&self.sandbox, project, terminal).await,
            On::Target => self.open_target(terminal).await,
        }
    }

    async fn open_target(self, terminal: &Terminal) -> Result<Place, Failure> {
        let interrupted = watch_signals(terminal);
        let target = self.target.resolve()?;
        terminal.findings(target.findings(), &());
        let name = target.dsn().to_string();
        let dialed = target.dial().await?;
        let extent = if self.allow_writes {
            terminal.say(&format!(
                "{name}: everything is tried in one transaction that is rolled back; its tables and sequences are locked meanwhile"
            ));
            Extent::Everything
        } else {
            terminal.say(&format!(
                "{name}: only what writes nothing is tried; `--allow-writes` tries the rest"
            ));
            Extent::ReadOnly
        };
        Ok(Place {
            session: Session::start(dialed.client, dialed.connection, dialed.tls),
            name,
            extent,
            findings: Vec::new(),
            sandbox: None,
            interrupted,
        })
    }
}

/// A sandbox with the project's migrations in it.
pub(crate) struct Migrated {
    pub(crate) sandbox: Sandbox,
    pub(crate) session: Session,
    /// Migrations that failed.
    pub(crate) findings: Vec<Finding>,
    /// Turns true when the run has to wind up.
    pub(crate) interrupted: watch::Receiver<bool>,
}

/// Opens a sandbox with the project's migrations in it, as a place to check in.
pub(super) async fn open_sandbox(
    sandbox: &SandboxArgs,
    project: &Project,
    terminal: &Terminal,
) -> Result<Place, Failure> {
    let migrated = open_migrated(sandbox, project, terminal).await?;
    Ok(Place {
        session: migrated.session,
        name: "sandbox".to_owned(),
        extent: Extent::Everything,
        findings: migrated.findings,
        sandbox: Some(migrated.sandbox),
        interrupted: migrated.interrupted,
    })
}

/// Opens a sandbox with the project's migrations in it.
pub(crate) async fn open_migrated(
    sandbox: &SandboxArgs,
    project: &Project,
    terminal: &Terminal,
) -> Result<Migrated, Failure> {
    let interrupted = watch_signals(terminal);
    let plan = stagecraft_plan::plan(project, None);
    let config = sandbox.clone().resolve(project);
    let progress = terminal.progress("migrations", plan.migrations.len() as u64);
    progress.message(format!("starting Postgres {}", config.sandbox.major));
    let migrated = migrated(
        project,
        &plan,
        &config,
        interrupted.clone(),
        &Steps(&progress),
    )
    .await;
    progress.finish();
    let migrated = migrated?;
    let findings = migrated
        .acts
        .iter()
        .filter(|it| it.outcome != MigrationOutcome::Applied)
        .filter_map(|it| Some((it, it.run.as_ref()?.failure.as_ref()?)))
        .map(|(act, failure)| failure.finding(&act.path))
        .collect();
    Ok(Migrated {
        sandbox: migrated.sandbox,
        session: migrated.session,
        findings,
        interrupted,
    })
}

fn watch_signals(terminal: &Terminal) -> watch::Receiver<bool> {
    on_signals(terminal, "interrupted: winding up (again to stop at once)")
}

impl Place {
    /// Waits for `work` and closes the database; nothing comes back where a
    /// signal came first.
    pub(super) async fn finish<T, E: Into<Failure>>(
        self,
        what: &str,
        terminal: &Terminal,
        work: impl AsyncFnOnce(&Session) -> Result<T, E>,
    ) -> Result<Option<T>, Failure> {
        let mut interrupted = self.interrupted.clone();
        let progress = terminal.progress("rls", 1);
        progress.message(what.to_owned());
        let outcome = if *interrupted.borrow() {
            None
        } else {
            tokio::select! {
                outcome = work(&self.session) => Some(outcome),
                _ = interrupted.changed() => None,
            }
        };
        progress.finish();
        if outcome.is_none() {
            self.session.cancel().await;
        }
        drop(self.session);
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await.map_err(crate::rehearse::Error::from)?;
        }
        outcome.transpose().map_err(Into::into)
    }
}

struct Steps<'a>(&'a Progress);

impl Observer for Steps<'_> {
    fn event(&self, event: Event<'_>) {
        match event {
            Event::MigrationStarted { path, .. } => self.0.message(path.to_owned()),
            Event::MigrationEnded { .. } => self.0.step(),
            _ => {}
        }
    }
}
