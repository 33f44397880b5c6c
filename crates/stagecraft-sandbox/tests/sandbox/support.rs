//! Folders, clients and processes for the tests.

use std::fs::Permissions;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use stagecraft_sandbox::{Sandbox, SandboxConfig};
use tempfile::TempDir;
use tokio_postgres::{Client, Config, NoTls};

/// The versions that the tests run against.
pub(crate) fn majors() -> Vec<u16> {
    std::env::var("STAGECRAFT_TEST_MAJORS").map_or_else(
        |_| vec![15, 17],
        |list| {
            list.split(',')
                .map(|it| it.trim().parse().unwrap())
                .collect()
        },
    )
}

/// A folder with a short path that every account may enter.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::Builder::new()
        .prefix("sc-")
        .tempdir_in("/tmp")
        .unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}

/// A sandbox in a run folder of its own, and that folder.
pub(crate) async fn start(major: u16) -> (Sandbox, TempDir) {
    start_as(SandboxConfig::new(major)).await
}

/// The same for any configuration.
pub(crate) async fn start_as(config: SandboxConfig) -> (Sandbox, TempDir) {
    let folder = folder();
    let config = config.with_run_dir(folder.path().join("run"));
    let sandbox = Sandbox::start(&config)
        .await
        .unwrap_or_else(|error| panic!("{error}: {error:?}"));
    (sandbox, folder)
}

/// A client over the given configuration.
pub(crate) async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// What is left in a run folder.
pub(crate) fn left_in(run_dir: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(run_dir)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect()
}

/// Fails unless nothing is left: no file in the run folder, no server.
pub(crate) fn assert_clean(folder: &Path) {
    assert_eq!(left_in(&folder.join("run")), [] as [PathBuf; 0]);
    assert_eq!(processes_of(folder), [] as [String; 0]);
}

/// Processes whose command line names `folder`.
pub(crate) fn processes_of(folder: &Path) -> Vec<String> {
    let output = Command::new("ps")
        .args(["-axww", "-o", "pid=,command="])
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter(|line| line.contains(folder.to_str().unwrap()) && line.contains(" -D "))
        .map(|line| line.trim().to_owned())
        .collect()
}

/// The binary, with a run folder of its own.
pub(crate) struct Tool {
    pub(crate) folder: TempDir,
    cache: Option<PathBuf>,
}

impl Tool {
    /// Uses the shared cache.
    pub(crate) fn new() -> Self {
        Self {
            folder: folder(),
            cache: None,
        }
    }

    /// Uses an empty cache.
    pub(crate) fn with_empty_cache() -> Self {
        let folder = folder();
        let cache = Some(folder.path().join("cache"));
        Self { folder, cache }
    }

    pub(crate) fn run_dir(&self) -> PathBuf {
        self.folder.path().join("run")
    }

    pub(crate) fn cache_dir(&self) -> &Path {
        self.cache.as_deref().unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stagecraft-sandbox"));
        command
            .args(arguments)
            .env("STAGECRAFT_RUN_DIR", self.run_dir())
            .env_remove("STAGECRAFT_PG_BIN")
            .env_remove("STAGECRAFT_ENGINE")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        if let Some(cache) = &self.cache {
            command.env("STAGECRAFT_CACHE_DIR", cache);
        }
        command
    }

    pub(crate) fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Starts `run -- sh -c script` and returns its first line of output.
    pub(crate) fn run_until_line(&self, engine: u16, script: &str) -> (Child, String, Lines) {
        let engine = engine.to_string();
        let mut child = self
            .command(&["run", "--engine", &engine, "--", "sh", "-c", script])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        (child, line.trim().to_owned(), lines)
    }
}

/// The rest of a command's output.
pub(crate) type Lines = BufReader<ChildStdout>;

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
