//! Programs of others that a benchmark needs.

use std::path::Path;
use std::process::{Output, Stdio};

use tokio::process::Command;

use crate::layer::Trouble;

/// Runs a program that has to be there; how it ended is for the caller.
pub(crate) async fn run(command: &mut Command) -> Result<Output, Trouble> {
    let program = command
        .as_std()
        .get_program()
        .to_string_lossy()
        .into_owned();
    command
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| format!("{program} is needed, and could not be run: {error}").into())
}

/// Runs a program that has to be there and end well.
pub(crate) async fn succeed(what: &str, command: &mut Command) -> Result<Output, Trouble> {
    let output = run(command).await?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("`{what}` failed: {}", last_line(&output)).into())
}

/// Returns the last line that a program complained with.
pub(crate) fn last_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.trim()
        .lines()
        .last()
        .unwrap_or("without a word")
        .to_owned()
}

/// Installs a package of PyPI in an environment of its own below `folder`, whose
/// programs are in `venv/bin`.
pub(crate) async fn pip_install(folder: &Path, package: &str) -> Result<(), Trouble> {
    let venv = folder.join("venv");
    let mut python = Command::new("python3");
    succeed("python3 -m venv", python.args(["-m", "venv"]).arg(&venv)).await?;
    let mut pip = Command::new(venv.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", package]);
    succeed(&format!("pip install {package}"), &mut pip).await?;
    Ok(())
}

/// Installs a package of npm below `folder`; its programs are in
/// `node_modules/.bin`.
pub(crate) async fn npm_install(folder: &Path, package: &str) -> Result<(), Trouble> {
    npm_install_all(folder, &[package]).await
}

/// Installs packages of npm that need each other below `folder`.
pub(crate) async fn npm_install_all(folder: &Path, packages: &[&str]) -> Result<(), Trouble> {
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--silent", "--prefix"])
        .arg(folder)
        .args(packages);
    succeed(&format!("npm install {}", packages.join(" ")), &mut npm).await?;
    Ok(())
}
