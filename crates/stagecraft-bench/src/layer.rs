//! The repository's own data layer, applied to a sandbox of its own.

use std::path::PathBuf;
use std::time::Duration;

use stagecraft_apply::{FileOutcome, FileRun, Limits, Session, SqlFailure, history, run_file};
use stagecraft_plan::Project;
use stagecraft_sandbox::{Sandbox, SandboxConfig};

/// Anything that keeps a benchmark from ending.
pub(crate) type Trouble = Box<dyn std::error::Error>;

/// A sandbox with `supabase/` in it, and a session of its owner.
pub(crate) struct Layer {
    pub(crate) sandbox: Sandbox,
    pub(crate) session: Session,
}

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

impl Layer {
    /// Starts a sandbox and applies every migration of the repository to it.
    pub(crate) async fn start(major: u16) -> Result<Self, Trouble> {
        let project = Project::read(&root())?;
        let plan = stagecraft_plan::plan(&project, None);
        let sandbox = Sandbox::start(&SandboxConfig::new(major)).await?;
        let session = Session::connect_plain(&sandbox.config()).await?;
        history::ensure(&session).await?;
        let limits = Limits {
            statement: Duration::from_mins(2),
        };
        for migration in &plan.migrations {
            let sql = project.sql_of(&migration.path);
            let report = run_file(&session, FileRun::new(migration, sql), limits).await;
            if report.outcome != FileOutcome::Applied {
                let path = &migration.path;
                return Err(format!("{path} did not apply: {:?}", report.failure).into());
            }
        }
        Ok(Self { sandbox, session })
    }

    /// Runs the statements of `sql` one by one, each in a transaction of its own.
    pub(crate) async fn run(&self, what: &str, sql: &str) -> Result<(), Trouble> {
        for statement in stagecraft_plan::split(sql).statements {
            let text = statement.text(sql);
            self.session
                .client()
                .batch_execute(text)
                .await
                .map_err(|error| {
                    let failure = SqlFailure::of(&error);
                    format!("statement {} of {what}: {failure:?}", statement.ordinal)
                })?;
        }
        Ok(())
    }
}
