//! Where rows go: a sandbox with the project's migrations, or a database that a
//! person names.

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use clap::Args;
use stagecraft_catalog::{Filter, Snapshot};
use stagecraft_connect::{Target, TargetArgs};
use stagecraft_copy::{Connect, ConnectError, Plain};
use stagecraft_model::Failure;
use stagecraft_plan::Project;
use stagecraft_sandbox::Sandbox;
use stagecraft_terminal::Terminal;
use tokio::sync::watch;
use tokio_postgres::Client;

use super::Error;
use super::document::Migrations;
use crate::rehearse::{SandboxArgs, owner_config};
use crate::rls::{Migrated, On, open_migrated};
use crate::signals::on_signals;

/// Where to load
#[derive(Debug, Clone, Args)]
pub(super) struct WhereArgs {
    /// Where: in a sandbox, or in the database that `--vault`, `--url` or the environment names
    #[arg(long, value_enum, default_value_t)]
    on: On,
    /// Into that database: the same as `--on target`
    #[arg(long, conflicts_with = "on")]
    into: bool,
    /// Go on without migrations that do not apply to the sandbox
    #[arg(long)]
    skip_failing: bool,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    sandbox: SandboxArgs,
}

/// A database that rows go into.
pub(super) struct Place {
    pub(super) client: Client,
    pub(super) snapshot: Snapshot,
    /// Makes more connections.
    pub(super) connect: Arc<dyn Connect>,
    /// What reports call it.
    pub(super) name: String,
    /// What became of the project's migrations, where they were applied to it.
    pub(super) migrations: Option<Migrations>,
    /// Whether it goes away afterwards.
    pub(super) is_throwaway: bool,
    pub(super) interrupted: watch::Receiver<bool>,
    sandbox: Option<Sandbox>,
}

/// Connects to a target as its address says, TLS and all.
struct TargetConnect(Target);

impl Connect for TargetConnect {
    fn connect(&self) -> Pin<Box<dyn Future<Output = Result<Client, ConnectError>> + Send + '_>> {
        Box::pin(async {
            let dialed = self.0.dial().await?;
            tokio::spawn(dialed.connection);
            Ok(dialed.client)
        })
    }
}

impl WhereArgs {
    /// Opens the database and reads its schema.
    pub(super) async fn open(&self, project: &Path, terminal: &Terminal) -> Result<Place, Failure> {
        if self.is_target() {
            self.open_target(terminal).await
        } else if self.target.is_given() {
            Err(Error::TargetUnused.into())
        } else {
            let project = self.sandbox.read(project)?;
            self.open_sandbox(&project, terminal).await
        }
    }

    /// Returns whether rows go into a database that a person names.
    pub(super) fn is_target(&self) -> bool {
        self.into || self.on == On::Target
    }

    async fn open_target(&self, terminal: &Terminal) -> Result<Place, Failure> {
        let interrupted = on_signals(terminal, "interrupted: winding up (again to stop at once)");
        let target = self.target.resolve()?;
        terminal.findings(target.findings(), &());
        let name = target.dsn().to_string();
        let dialed = target.dial().await?;
        tokio::spawn(dialed.connection);
        let snapshot =
            stagecraft_connect::snapshot::read(&dialed.client, &Filter::default()).await?;
        Ok(Place {
            client: dialed.client,
            snapshot,
            connect: Arc::new(TargetConnect(target)),
            name,
            migrations: None,
            is_throwaway: false,
            interrupted,
            sandbox: None,
        })
    }

    async fn open_sandbox(&self, project: &Project, terminal: &Terminal) -> Result<Place, Failure> {
        let Migrated {
            sandbox,
            session,
            findings,
            interrupted,
        } = open_migrated(&self.sandbox, project, terminal).await?;
        drop(session);
        terminal.findings(&findings, &project.sources());
        if let (Some(at), false) = (
            findings.first().and_then(|it| it.at.clone()),
            self.skip_failing,
        ) {
            sandbox.stop().await?;
            return Err(Error::Migration { path: at.file }.into());
        }
        let config = owner_config(&sandbox, project.layout);
        let migrations = project.migrations.len();
        let client = crate::rls::connect_to(&config).await?;
        let snapshot = stagecraft_connect::snapshot::read(&client, &Filter::default()).await?;
        Ok(Place {
            client,
            snapshot,
            connect: Arc::new(Plain(config)),
            name: "sandbox".to_owned(),
            migrations: Some(Migrations {
                all: migrations,
                applied: migrations.saturating_sub(findings.len()),
            }),
            is_throwaway: true,
            interrupted,
            sandbox: Some(sandbox),
        })
    }
}

impl Place {
    /// Waits for `work` and closes the database; nothing comes back where a
    /// signal came first.
    pub(super) async fn finish<T>(
        self,
        work: impl AsyncFnOnce(&Self) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        let mut interrupted = self.interrupted.clone();
        let outcome = if *interrupted.borrow() {
            None
        } else {
            tokio::select! {
                outcome = work(&self) => Some(outcome),
                _ = interrupted.changed() => None,
            }
        };
        drop(self.client);
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await.map_err(crate::rehearse::Error::from)?;
        }
        outcome.transpose()
    }
}
