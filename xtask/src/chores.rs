//! Format, lint, test, and all of it at once.

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
    if has_cargo("nextest") {
        run(cargo()
            .args([
                "nextest",
                "run",
                "--workspace",
                "--locked",
                "--no-fail-fast",
            ])
            .args(args))?;
        if args.is_empty() {
            run(cargo().args(["test", "--workspace", "--locked", "--doc", "--quiet"]))?;
        }
        return Ok(());
    }
    say("cargo-nextest is not installed; using cargo test");
    run(cargo()
        .args(["test", "--workspace", "--locked", "--no-fail-fast"])
        .args(args))
}

/// Everything that a pull request must pass.
pub(crate) fn ci() -> Outcome {
    prerequisites::ensure()?;
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
