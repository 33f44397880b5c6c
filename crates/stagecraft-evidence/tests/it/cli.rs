//! What a person sees.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::support::{run, seal};

/// The exit code and both streams, the folder's place left out.
fn shown(output: &Output, root: &std::path::Path) -> String {
    format!(
        "exit {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().unwrap(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    )
    .replace(root.to_str().unwrap(), "[root]")
}

#[test]
fn an_intact_bundle() {
    let root = tempfile::tempdir().unwrap();
    let dir = seal(root.path()).dir;
    let output = run(&["verify", dir.to_str().unwrap()]);
    insta::assert_snapshot!(shown(&output, root.path()));
}

#[test]
fn a_tampered_bundle() {
    let root = tempfile::tempdir().unwrap();
    let dir = seal(root.path()).dir;
    fs::write(dir.join("20-plan.json"), "{}").unwrap();
    fs::write(dir.join("extra"), "").unwrap();
    let sums = fs::read_to_string(dir.join("B3SUMS")).unwrap();
    fs::write(dir.join("B3SUMS"), sums.replacen('\n', "\r\n", 1)).unwrap();
    let output = run(&["verify", dir.to_str().unwrap()]);
    insta::assert_snapshot!(shown(&output, root.path()));
    let output = run(&["verify", "--format", "json", dir.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], "stagecraft.verify/1");
    assert_eq!(document["body"]["verdict"], "not_held");
    assert_eq!(document["body"]["authenticity"], "unsigned");
}

#[test]
fn no_bundle_at_all() {
    let root = tempfile::tempdir().unwrap();
    let missing = root.path().join("missing");
    let output = run(&["verify", missing.to_str().unwrap()]);
    insta::assert_snapshot!(shown(&output, root.path()));
    let output = run(&["show", root.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_a_bundle_holds() {
    let root = tempfile::tempdir().unwrap();
    let dir = seal(root.path()).dir;
    let output = run(&["show", dir.to_str().unwrap()]);
    insta::assert_snapshot!(shown(&output, root.path()));
    let output = run(&["show", "--format", "json", dir.to_str().unwrap()]);
    assert_eq!(output.stdout, fs::read(dir.join("00-run.json")).unwrap());
}

#[test]
fn calls_that_are_wrong() {
    for args in [
        &["heartbeat", "data"][..],
        &["heartbeat", "data", "--every", "0", "--", "true"],
        &["heartbeat", "data", "--every", "10 years", "--", "true"],
        &["heartbeat", "Data/..", "--", "true"],
        &["verify"],
    ] {
        assert_eq!(run(args).status.code(), Some(2), "{args:?}");
    }
}
