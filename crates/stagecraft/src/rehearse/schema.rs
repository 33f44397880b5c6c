//! A sandbox with every migration applied: no rows, no proofs, nothing read in
//! between.

use stagecraft_apply::Session;
use stagecraft_plan::{Plan, Project};
use stagecraft_sandbox::Sandbox;
use tokio::sync::watch;

use super::RehearseConfig;
use super::actor::{self, Stage};
use super::document::MigrationAct;
use super::error::Error;
use super::migrations;
use super::observer::Observer;

/// A sandbox with every migration applied.
pub(crate) struct Migrated {
    /// The sandbox.
    pub(crate) sandbox: Sandbox,
    /// A session of the role that migrations run as.
    pub(crate) session: Session,
    /// What each migration did.
    pub(crate) acts: Vec<MigrationAct>,
}

/// Starts a sandbox and applies every migration; one that fails does not stop
/// the later ones.
pub(crate) async fn migrated(
    project: &Project,
    plan: &Plan,
    config: &RehearseConfig,
    interrupted: watch::Receiver<bool>,
    observer: &dyn Observer,
) -> Result<Migrated, Error> {
    let sandbox = Sandbox::start(&config.sandbox).await?;
    let config = RehearseConfig {
        snapshots: false,
        until: None,
        ..config.clone()
    };
    let stage = Stage::of(&sandbox, project, &config, interrupted);
    let seen = migrations::act(&stage, project, plan, observer).await?;
    let session = actor::connect(&stage.config).await?;
    Ok(Migrated {
        sandbox,
        session,
        acts: seen.migrations,
    })
}
