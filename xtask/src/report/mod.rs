//! Reports below `docs/reports` that are made from checkouts of public projects.

mod public;
mod rls;
mod rollbacks;
mod seeds;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Subcommand;
use serde_json::Value;

use crate::shell::{Failure, Outcome, cargo, root, run, say};

/// Which report to write.
#[derive(Subcommand)]
pub(crate) enum What {
    /// Rehearse checkouts and say how many of their migrations apply, and why the rest do not
    Public(Args),
    /// Prove every way back of checkouts, the generated ones and the projects' own
    Rollbacks(Args),
    /// Draft row security contracts for checkouts, check them, and see what notices a break
    Rls(Args),
    /// Load rows into the tables of checkouts and say which got enough, and why the rest did not
    Seeds(Args),
}

/// What to read.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Major version of Postgres; otherwise each project's own
    #[arg(long)]
    engine: Option<u16>,
    /// Checkouts, or the folder with migrations in one, each with its full history of commits
    #[arg(required = true)]
    checkouts: Vec<PathBuf>,
}

/// Writes the report.
pub(crate) fn write(what: &What) -> Outcome {
    let mut build = cargo();
    build.args(["build", "--locked", "--quiet", "--package", "stagecraft"]);
    if matches!(what, What::Rls(_)) {
        // Its times are part of the report.
        build.arg("--release");
    }
    run(&mut build)?;
    match what {
        What::Public(args) => public::write(args.engine, &args.checkouts),
        What::Rollbacks(args) => rollbacks::write(args.engine, &args.checkouts),
        What::Rls(args) => rls::write(args.engine, &args.checkouts),
        What::Seeds(args) => seeds::write(args.engine, &args.checkouts),
    }
}

/// Runs the product and returns the document that it prints; its bundle goes
/// away.
fn document(command: &[&str], engine: Option<u16>, last: &[&OsStr]) -> Result<Value, Failure> {
    let artifacts = std::env::temp_dir().join(format!("stagecraft-report-{}", std::process::id()));
    let mut product = Command::new(root().join("target/debug/stagecraft"));
    product.args(command).args(["--format", "json", "--quiet"]);
    if let Some(major) = engine {
        product.arg("--engine").arg(major.to_string());
    }
    let output = product
        .arg("--artifacts")
        .arg(&artifacts)
        .args(last)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("could not run stagecraft: {error}")))?;
    drop(std::fs::remove_dir_all(artifacts));
    serde_json::from_slice(&output.stdout).map_err(|error| {
        Failure::new(format!(
            "{last:?}: no document ({error}); exit {}",
            output.status
        ))
    })
}

fn save(report: &str, text: &str) -> Outcome {
    let path = root().join(report);
    std::fs::write(&path, text)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    say(&format!("wrote {report}"));
    Ok(())
}

/// Returns `owner/name` of the remote, or the folder's name.
fn project_name(checkout: &Path) -> String {
    let remote = git(checkout, &["remote", "get-url", "origin"]);
    let parts: Vec<&str> = remote
        .trim_end_matches(".git")
        .rsplit(['/', ':'])
        .take(2)
        .collect();
    match parts.as_slice() {
        [name, owner] => format!("{owner}/{name}"),
        _ => checkout
            .file_name()
            .map(|it| it.to_string_lossy().into_owned())
            .unwrap_or_default(),
    }
}

fn git(checkout: &Path, args: &[&str]) -> String {
    Command::new("git")
        .arg("-C")
        .arg(checkout)
        .args(args)
        .output()
        .ok()
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default()
}
