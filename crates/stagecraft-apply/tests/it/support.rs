//! A project of in-memory files, planned and applied to a fresh sandbox.

use std::time::Duration;

use stagecraft_apply::{FileReport, FileRun, Limits, Session, history, run_file};
use stagecraft_plan::{Plan, Project};
use stagecraft_sandbox::Sandbox;

pub(crate) struct Stage {
    _folder: tempfile::TempDir,
    pub(crate) project: Project,
    pub(crate) plan: Plan,
    pub(crate) sandbox: Sandbox,
    pub(crate) session: Session,
}

impl Stage {
    /// Writes `files` as migrations and plans them.
    pub(crate) async fn new(major: u16, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let migrations = folder.path().join("supabase/migrations");
        std::fs::create_dir_all(&migrations).unwrap();
        for (name, sql) in files {
            std::fs::write(migrations.join(name), sql).unwrap();
        }
        let project = Project::read(folder.path()).unwrap();
        let plan = stagecraft_plan::plan(&project, None);
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let session = Session::connect_plain(&sandbox.config()).await.unwrap();
        history::ensure(&session).await.unwrap();
        Self {
            _folder: folder,
            project,
            plan,
            sandbox,
            session,
        }
    }

    /// Applies the file at `index`.
    pub(crate) async fn apply(&self, index: usize) -> FileReport {
        self.apply_with(&self.session, index, Duration::from_secs(30))
            .await
    }

    pub(crate) async fn apply_with(
        &self,
        session: &Session,
        index: usize,
        statement: Duration,
    ) -> FileReport {
        let migration = &self.plan.migrations[index];
        let sql = self.project.sql_of(&migration.path);
        run_file(session, FileRun::new(migration, sql), Limits { statement }).await
    }

    /// Returns the first column of the first row as text.
    pub(crate) async fn value(&self, sql: &str) -> String {
        let rows = self.session.client().query_typed(sql, &[]).await.unwrap();
        rows[0].get::<_, String>(0)
    }
}
