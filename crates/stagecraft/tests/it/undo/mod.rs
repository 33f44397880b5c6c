//! A migration is undone on a database that is named: whole journeys, and what
//! gets in the way.

mod at_once;
mod journey;
mod refusals;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use stagecraft_sandbox::Sandbox;
use tempfile::TempDir;
use tokio_postgres::Client;

use crate::support::{block, stagecraft};

/// A project of its own on a server of its own.
struct Stage {
    sandbox: Sandbox,
    client: Client,
    folder: TempDir,
}

impl Stage {
    /// Copies the project, generates its ways back and applies it.
    async fn applied(major: u16) -> Self {
        let stage = Self::new(major).await;
        stage.held(&["rollback", "generate", "--project", "."]);
        stage.held(&["apply", "run"]);
        stage
    }

    async fn new(major: u16) -> Self {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let client = stagecraft_testkit::client(&sandbox).await;
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/customers");
        copy(&root, folder.path());
        Self {
            sandbox,
            client,
            folder,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("supabase").join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = stagecraft();
        command
            .args(arguments)
            .env("DATABASE_URL", self.sandbox.url())
            .env("STAGECRAFT_ENGINE", self.sandbox.server().major.to_string())
            .current_dir(self.folder.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must succeed; returns its stdout.
    fn held(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", block(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must be refused; returns what it says.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{}", block(&output));
        String::from_utf8(output.stderr).unwrap()
    }

    async fn sql(&self, sql: &str) {
        self.client.batch_execute(sql).await.unwrap();
    }

    /// Returns the rows of a query, a line each.
    async fn rows(&self, sql: &str) -> Vec<String> {
        let sql = format!("select q::text from ({sql}) as q");
        let rows = self.client.query_typed(&sql, &[]).await.unwrap();
        rows.iter().map(|it| it.get(0)).collect()
    }

    async fn versions(&self) -> Vec<String> {
        self.rows("select version from supabase_migrations.schema_migrations order by 1")
            .await
    }

    async fn end(self) {
        drop(self.client);
        self.sandbox.stop().await.unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
