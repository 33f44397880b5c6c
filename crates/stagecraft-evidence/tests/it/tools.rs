//! Standard tools accept what we seal.

use std::fs;
use std::process::Command;

use crate::support::seal;

#[test]
fn sha256sum_accepts_a_bundle_and_every_digest_in_it() {
    let root = tempfile::tempdir().unwrap();
    let sealed = seal(root.path());
    let check = |args: &[&str]| {
        let output = Command::new("sha256sum")
            .args(args)
            .current_dir(&sealed.dir)
            .output()
            .unwrap();
        (
            output.status.success(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let (accepted, said) = check(&["-c", "--strict", "SHA256SUMS"]);
    assert!(accepted, "{said}");
    assert_eq!(said.lines().count(), 5);
    let (_, root_line) = check(&["SHA256SUMS"]);
    assert_eq!(root_line, format!("{}  SHA256SUMS\n", sealed.root_sha256));
    fs::write(sealed.dir.join("20-plan.json"), "{}").unwrap();
    assert!(!check(&["-c", "--strict", "SHA256SUMS"]).0);
}

#[test]
fn b3sum_accepts_a_bundle() {
    let root = tempfile::tempdir().unwrap();
    let sealed = seal(root.path());
    let checked = Command::new("b3sum")
        .args(["-c", "B3SUMS"])
        .current_dir(&sealed.dir)
        .output();
    if let Ok(output) = checked {
        assert!(output.status.success(), "{output:?}");
        return;
    }
    // Without the tool, the same check by the library that it is made of.
    eprintln!("b3sum is not installed: checked with the blake3 library");
    let list = fs::read_to_string(sealed.dir.join("B3SUMS")).unwrap();
    assert_eq!(list.lines().count(), 4);
    for line in list.lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(sealed.dir.join(name)).unwrap();
        assert_eq!(blake3::hash(&bytes).to_hex().as_str(), digest, "{name}");
    }
}
