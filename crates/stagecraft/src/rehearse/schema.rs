//! A sandbox with every migration applied: no rows, no proofs, nothing read in
//! between.

use stagecraft_apply::{Limits, Session};
use stagecraft_plan::{Layout, Plan, Project};
use stagecraft_sandbox::{Sandbox, SandboxConfig};
use tokio::sync::watch;

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
    config: &SandboxConfig,
    limits: Limits,
    interrupted: watch::Receiver<bool>,
    observer: &dyn Observer,
) -> Result<Migrated, Error> {
    let sandbox = Sandbox::start(config).await?;
    let stage = Stage {
        config: if project.layout == Layout::Supabase {
            sandbox.config()
        } else {
            sandbox.admin_config()
        },
        admin: sandbox.admin_config(),
        interrupted,
        snapshots: false,
        populate: false,
        rollbacks: false,
        until: None,
        limits,
    };
    let seen = migrations::act(&stage, project, plan, observer).await?;
    let session = actor::connect(&stage.config).await?;
    Ok(Migrated {
        sandbox,
        session,
        acts: seen.migrations,
    })
}
