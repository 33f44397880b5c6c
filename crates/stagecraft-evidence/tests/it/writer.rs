//! Writing and sealing a bundle.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;
use stagecraft_evidence::{Bundle, BundleWriter, Error, INDEX_NAME, RunId, verify};
use stagecraft_model::{Document, Fault as _, Verdict};

use crate::support::{begin, seal, started};

#[test]
fn the_same_run_gives_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) = (seal(one.path()), seal(other.path()));
    assert_eq!(one.root, other.root);
    assert!(
        one.dir
            .ends_with("data/2026-02-03/20260203T040506Z-1a2b3c4d")
    );
    insta::assert_snapshot!(fs::read_to_string(one.dir.join(INDEX_NAME)).unwrap());
}

#[test]
fn until_it_is_sealed_a_bundle_is_partial() {
    let root = tempfile::tempdir().unwrap();
    let mut bundle = begin(root.path());
    bundle.text("a.log", "seen\n").unwrap();
    let staging = bundle.staging_dir().to_owned();
    drop(bundle);
    assert!(staging.to_str().unwrap().ends_with(".partial"));
    let report = verify(&staging).unwrap();
    assert_eq!(report.verdict, Verdict::NotHeld);
    assert_eq!(report.findings[0].rule, "bundle-not-sealed");
    // Asked for by its final name, the error says where it is.
    let sealed = staging.with_extension("");
    let error = verify(&sealed).unwrap_err();
    assert!(error.hint().unwrap().contains(".partial"));
}

#[test]
fn a_failed_run_is_sealed_too() {
    let root = tempfile::tempdir().unwrap();
    let mut bundle = begin(root.path());
    let held = Document::new("stagecraft.x/1", started(), json!({"verdict": "held"}));
    bundle.document("10-x.json", &held).unwrap();
    bundle.failed("no server at postgres://u:hunter2@h/d");
    let sealed = bundle.seal_at(started()).unwrap();
    assert_eq!(verify(&sealed.dir).unwrap().verdict, Verdict::Held);
    let index = Bundle::open(&sealed.dir).unwrap().index.body;
    assert_eq!(index.verdict, Verdict::Unproven);
    assert_eq!(
        index.failure.unwrap(),
        "no server at postgres://u:[redacted:postgres-url]@h/d"
    );
}

#[test]
fn names_that_are_taken_or_not_portable_are_refused() {
    let root = tempfile::tempdir().unwrap();
    let mut bundle = begin(root.path());
    bundle.text("logs/a.log", "").unwrap();
    for name in [
        "logs/a.log",
        "LOGS/A.log",
        "SHA256SUMS",
        "b3sums",
        INDEX_NAME,
    ] {
        let error = bundle.text(name, "").unwrap_err();
        assert!(matches!(error, Error::NameTaken { .. }), "{name}");
    }
    let error = bundle.text("a\nb.log", "").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("\"a\\nb.log\" cannot be a file"),
        "{error}"
    );
    assert!(bundle.text("../a.log", "").is_err());
}

#[test]
fn a_secret_in_what_the_index_says_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let mut bundle = begin(root.path());
    bundle.version("server", "at postgres://u:hunter2@h/d");
    let error = bundle.seal().unwrap_err();
    assert!(error.to_string().contains("00-run.json:"), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn an_open_log_is_not_sealed() {
    let root = tempfile::tempdir().unwrap();
    let mut bundle = begin(root.path());
    let mut log = bundle.log("logs/a.log").unwrap();
    log.line("one\npassword=hunter2").unwrap();
    let error = bundle.seal().unwrap_err();
    assert!(matches!(error, Error::LogStillOpen { ref name } if name == "logs/a.log"));
}

#[test]
fn a_closed_log_is_redacted_and_counted() {
    let root = tempfile::tempdir().unwrap();
    let mut bundle = begin(root.path());
    let mut log = bundle.log("logs/a.log").unwrap();
    log.line("one\npassword=hunter2").unwrap();
    drop(log);
    let sealed = bundle.seal().unwrap();
    let text = fs::read_to_string(sealed.dir.join("logs/a.log")).unwrap();
    assert_eq!(text, "one\npassword=[redacted:password-setting]\n");
    let index = Bundle::open(&sealed.dir).unwrap().index.body;
    assert_eq!(index.files["logs/a.log"].redactions["password-setting"], 1);
}

#[test]
fn a_run_does_not_write_over_another() {
    let root = tempfile::tempdir().unwrap();
    let sealed = seal(root.path());
    let id = RunId::from_parts(started(), 0x1a2b_3c4d);
    let error = BundleWriter::create(root.path(), started(), id).unwrap_err();
    assert!(matches!(error, Error::RunExists { ref path } if *path == sealed.dir));
}

#[test]
fn documents_are_read_back_by_name() {
    let root = tempfile::tempdir().unwrap();
    let bundle = Bundle::open(&seal(root.path()).dir).unwrap();
    let plan: Document<serde_json::Value> = bundle
        .document("20-plan.json", "stagecraft.plan/1")
        .unwrap();
    assert_eq!(plan.body["migrations"], 1);
    assert_eq!(bundle.index.body.verdict, Verdict::Held);
}

#[test]
fn what_cannot_be_written_is_named() {
    let root = tempfile::tempdir().unwrap();
    let artifacts = root.path().join("artifacts");
    fs::write(&artifacts, "a file").unwrap();
    let id = RunId::from_parts(started(), 1);
    let error = BundleWriter::create(&artifacts, started(), id).unwrap_err();
    assert!(error.to_string().contains("artifacts/data"), "{error}");
    assert!(error.hint().unwrap().contains("a file stands"));
}

/// A small file system of its own, where this machine lets us mount one;
/// elsewhere a folder that nobody may write.
#[test]
fn a_full_or_closed_disk_is_named() {
    let root = tempfile::tempdir().unwrap();
    let disk = root.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(&disk)
        .output()
        .is_ok_and(|it| it.status.success());
    let id = RunId::from_parts(started(), 1);
    let result = if mounted {
        BundleWriter::create(&disk, started(), id).and_then(|mut bundle| {
            bundle.text("logs/a.log", &"x".repeat(1 << 20))?;
            bundle.seal()
        })
    } else {
        fs::set_permissions(&disk, fs::Permissions::from_mode(0o500)).unwrap();
        BundleWriter::create(&disk, started(), id).and_then(BundleWriter::seal)
    };
    if mounted {
        let unmounted = std::process::Command::new("umount").arg(&disk).status();
        assert!(unmounted.unwrap().success());
    } else if nix::unistd::geteuid().is_root() {
        eprintln!("skipped: root may write everywhere and may not mount here");
        return;
    }
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Unwritable { .. }), "{error}");
    assert!(error.to_string().contains("disk/data"), "{error}");
    let expected = if mounted { "disk is full" } else { "writable" };
    assert!(error.hint().unwrap().contains(expected), "{error:?}");
}
