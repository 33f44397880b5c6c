//! Running the product's own commands: built when needed, then exec'd.

use std::os::unix::process::CommandExt as _;

use crate::shell::{Failure, Outcome, cargo, root, say};

/// Replaces this process by `stagecraft <args>`, standing where the user is.
pub(crate) fn run(args: &[String]) -> Outcome {
    let mut command = cargo();
    if let Ok(here) = std::env::current_dir() {
        command.current_dir(here);
    }
    command.arg("run");
    if root().join("target/debug/stagecraft").exists() {
        command.arg("--quiet");
    } else {
        say("building stagecraft for the first time");
    }
    command
        .arg("--manifest-path")
        .arg(root().join("Cargo.toml"))
        .args([
            "--locked",
            "--package",
            "stagecraft",
            "--bin",
            "stagecraft",
            "--",
        ])
        .args(args);
    Err(Failure::new(format!(
        "could not run cargo: {}",
        command.exec()
    )))
}

/// Replaces this process by the benchmark runner, built with optimisation.
pub(crate) fn bench(args: &[String]) -> Outcome {
    let mut command = cargo();
    command.args([
        "run",
        "--release",
        "--quiet",
        "--locked",
        "--package",
        "stagecraft-bench",
        "--",
    ]);
    command.args(args);
    Err(Failure::new(format!(
        "could not run cargo: {}",
        command.exec()
    )))
}
