//! Format, lint, test, and all of it at once.

use std::process::Command;

use crate::shell::{Outcome, cargo, has_cargo, run, say};
use crate::{prerequisites, tidy};

/// Formats the code, or checks that it is formatted.
pub(crate) fn fmt(check: bool) -> Outcome {
    let mut command = cargo();
    command.args(["fmt", "--all"]);
    if check {
        command.arg("--check");
    }
    run(&mut command)
}

/// Runs clippy; warnings become errors here, not in the manifests, so that a
/// new compiler does not break a build.
pub(crate) fn lint() -> Outcome {
    run(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Runs the tests with nextest when it is installed, else with cargo's own
/// runner.
pub(crate) fn test(args: &[String]) -> Outcome {
    let found = prerequisites::ensure()?;
    let with = |mut command: Command| {
        if !found.psql {
            command.env(prerequisites::WITHOUT_PSQL, "1");
        }
        command
    };
    if has_cargo("nextest") {
        let mut command = with(cargo());
        command.args([
            "nextest",
            "run",
            "--workspace",
            "--locked",
            "--no-fail-fast",
        ]);
        run(command.args(args))?;
        if args.is_empty() {
            run(cargo().args(["test", "--workspace", "--locked", "--doc", "--quiet"]))?;
        }
        return Ok(());
    }
    say("cargo-nextest is not installed; using cargo test");
    let mut command = with(cargo());
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    run(command.args(args))
}

/// Everything that a pull request must pass.
pub(crate) fn ci() -> Outcome {
    fmt(true)?;
    tidy::run()?;
    lint()?;
    run(cargo().env("RUSTDOCFLAGS", "-D warnings").args([
        "doc",
        "--workspace",
        "--no-deps",
        "--locked",
        "--quiet",
    ]))?;
    test(&[])
}
