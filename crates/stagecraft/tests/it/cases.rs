//! Every project below `cases/`: what the person reads, on every major version.

use std::path::{Path, PathBuf};

use crate::support::{block, only_bundle, rehearse, settings, stagecraft};

#[test]
fn every_case_reads_the_same_on_every_major() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = std::fs::read_dir(&root)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    std::thread::scope(|scope| {
        for major in stagecraft_testkit::majors() {
            let cases = &cases;
            scope.spawn(move || cases.iter().for_each(|case| check(case, major)));
        }
    });
}

fn check(case: &PathBuf, major: u16) {
    let artifacts = tempfile::tempdir().unwrap();
    let output = rehearse(case, artifacts.path(), major)
        .args(["--statement-budget", "2"])
        .output()
        .unwrap();
    let mut settings = settings();
    settings.set_snapshot_path(case);
    settings.bind(|| insta::assert_snapshot!("output", block(&output)));

    let bundle = only_bundle(artifacts.path());
    let verified = stagecraft()
        .args(["evidence", "verify"])
        .arg(&bundle)
        .output()
        .unwrap();
    assert!(
        verified.status.success(),
        "{}: {}",
        case.display(),
        block(&verified)
    );
}
