//! pgTAP: taken from the distribution's packages when this benchmark is asked
//! for, into a folder that goes with it, and run by psql.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::process::Command;

use crate::layer::Trouble;

const PACKAGE: &str = "postgresql-15-pgtap";
const FILE: &str = "usr/share/postgresql/15/extension/pgtap.sql";

/// Returns the SQL that makes pgTAP's functions.
pub(super) async fn fetch() -> Result<String, Trouble> {
    let folder = tempfile::tempdir()?;
    let mut download = Command::new("apt-get");
    download.args(["download", "--quiet", PACKAGE]);
    succeed(download.current_dir(folder.path())).await?;
    let package = package(folder.path())?.ok_or("apt-get downloads nothing")?;
    let mut unpack = Command::new("dpkg-deb");
    succeed(unpack.arg("-x").arg(package).arg(folder.path())).await?;
    Ok(std::fs::read_to_string(folder.path().join(FILE))?)
}

fn package(folder: &Path) -> std::io::Result<Option<PathBuf>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "deb") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

async fn succeed(command: &mut Command) -> Result<(), Trouble> {
    let output = command.stdin(Stdio::null()).output().await?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(text
        .lines()
        .last()
        .unwrap_or("it failed without a word")
        .into())
}

/// Runs a suite and returns how long psql took; every assertion must hold.
pub(super) async fn run(url: &str, suite: &Path, assertions: usize) -> Result<Duration, Trouble> {
    let mut command = Command::new("psql");
    command
        .args([
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            url,
            "-f",
        ])
        .arg(suite)
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    let started = Instant::now();
    let output = command.output().await?;
    let elapsed = started.elapsed();
    let text = String::from_utf8_lossy(&output.stdout);
    let held = text.lines().filter(|it| it.starts_with("ok ")).count();
    if !output.status.success() || held != assertions {
        let errors = String::from_utf8_lossy(&output.stderr);
        let first = text
            .lines()
            .find(|it| it.starts_with("not ok "))
            .or_else(|| errors.lines().next());
        return Err(format!(
            "pgTAP says that {held} of {assertions} assertions hold: {}",
            first.unwrap_or_default()
        )
        .into());
    }
    Ok(elapsed)
}
