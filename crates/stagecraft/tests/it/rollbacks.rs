//! What `rollback verify` says of each tool's way of writing down scripts.

use std::path::{Path, PathBuf};

use crate::support::{block, repository, settings, stagecraft};

#[test]
fn every_layout_is_read_and_judged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rollbacks");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    for major in stagecraft_testkit::majors() {
        for case in &cases {
            let artifacts = tempfile::tempdir().unwrap();
            let output = stagecraft()
                .args(["rollback", "verify", "--all", "--engine"])
                .arg(major.to_string())
                .arg("--artifacts")
                .arg(artifacts.path())
                .arg("--project")
                .arg(case)
                .output()
                .unwrap();
            let mut settings = settings();
            settings.set_snapshot_path(case);
            settings.bind(|| insta::assert_snapshot!("output", block(&output)));
        }
    }
}

/// The data layer's own rollbacks and the generated ones, on every major; and
/// what is committed of it.
#[test]
fn every_way_back_of_the_data_layer_restores_everything() {
    for major in stagecraft_testkit::majors() {
        let artifacts = tempfile::tempdir().unwrap();
        let output = stagecraft()
            .args(["rollback", "verify", "--format", "json", "--engine"])
            .arg(major.to_string())
            .arg("--artifacts")
            .arg(artifacts.path())
            .arg("--project")
            .arg(repository())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", block(&output));
        let verified: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let body = &verified["body"];
        let count = |of: &str, grade: &str| body[of][grade].as_u64().unwrap();
        for of in ["generated", "own"] {
            assert_eq!(
                Some(count(of, "exact") + count(of, "equivalent")),
                body["migrations"].as_u64(),
                "{of} on {major}"
            );
        }
    }
}

#[test]
fn the_proofs_that_are_committed_are_current() {
    let artifacts = tempfile::tempdir().unwrap();
    let output = stagecraft()
        .args(["rollback", "generate", "--check", "--artifacts"])
        .arg(artifacts.path())
        .arg("--project")
        .arg(repository())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "run `cargo xtask rollback generate`: {}",
        block(&output)
    );
}
