//! Whatever is done to a bundle, verifying says so and names the file.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use stagecraft_evidence::{FileState, VerifyReport, verify};
use stagecraft_model::Verdict;

use crate::support::{BINARY, files, seal, sha256};

fn rules(report: &VerifyReport) -> Vec<String> {
    report
        .findings
        .iter()
        .map(|it| {
            let file = it.at.as_ref().map_or("", |at| at.file.as_str());
            format!("{} {file}", it.rule)
        })
        .collect()
}

/// Seals a bundle, tampers with it and returns the findings as `rule file`.
fn after(tamper: impl FnOnce(&Path)) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    let sealed = seal(root.path());
    tamper(&sealed.dir);
    let report = verify(&sealed.dir).unwrap();
    let rules = rules(&report);
    let expected = if rules.is_empty() {
        Verdict::Held
    } else {
        Verdict::NotHeld
    };
    assert_eq!(report.verdict, expected, "{rules:?}");
    rules
}

fn rewrite(dir: &Path, name: &str, change: impl FnOnce(String) -> String) {
    let path = dir.join(name);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, change(text)).unwrap();
}

#[test]
fn an_untouched_bundle_holds() {
    let root = tempfile::tempdir().unwrap();
    let sealed = seal(root.path());
    let report = verify(&sealed.dir).unwrap();
    assert_eq!(rules(&report), [""; 0]);
    assert_eq!(report.files.len(), 6);
    assert!(report.files.iter().all(|it| it.state == FileState::Intact));
    assert_eq!(report.root, Some(sealed.root));
}

#[test]
fn every_flipped_byte_is_found_and_its_file_named() {
    let root = tempfile::tempdir().unwrap();
    let dir = seal(root.path()).dir;
    let mut n_flips = 0;
    for name in files(&dir) {
        let path = dir.join(&name);
        let original = fs::read(&path).unwrap();
        for at in 0..original.len() {
            for bit in [0x01, 0x20] {
                let mut flipped = original.clone();
                flipped[at] ^= bit;
                fs::write(&path, &flipped).unwrap();
                let report = verify(&dir).unwrap();
                let named = report
                    .findings
                    .iter()
                    .any(|it| it.message.contains(&format!("`{name}`")));
                assert!(
                    report.verdict == Verdict::NotHeld && named,
                    "byte {at} of {name} ^ {bit:#x}: {:?}",
                    report.findings
                );
                n_flips += 1;
            }
        }
        fs::write(&path, &original).unwrap();
    }
    assert!(n_flips > 3000, "{n_flips}");
    assert_eq!(verify(&dir).unwrap().verdict, Verdict::Held);
}

#[test]
fn every_removed_file_is_missed() {
    for name in ["00-run.json", "20-plan.json", "logs/apply/1_shops.log"] {
        let rules = after(|dir| fs::remove_file(dir.join(name)).unwrap());
        assert!(rules.contains(&format!("file-missing {name}")), "{rules:?}");
    }
    for name in ["SHA256SUMS", "B3SUMS"] {
        let rules = after(|dir| fs::remove_file(dir.join(name)).unwrap());
        assert!(
            rules.contains(&format!("manifest-missing {name}")),
            "{rules:?}"
        );
    }
}

#[test]
fn every_truncated_file_is_found() {
    let root = tempfile::tempdir().unwrap();
    let names = files(&seal(root.path()).dir);
    for name in names {
        for keep in [0, 1] {
            let rules = after(|dir| rewrite(dir, &name, |it| it[..keep].to_owned()));
            assert!(
                rules.iter().any(|it| it.ends_with(&name)),
                "{name}: {rules:?}"
            );
        }
    }
}

#[test]
fn added_files_and_folders_are_found() {
    let rules = after(|dir| {
        fs::write(dir.join("logs/extra.log"), "").unwrap();
        fs::write(dir.join(".hidden"), "").unwrap();
        fs::create_dir(dir.join("empty")).unwrap();
    });
    assert_eq!(
        rules,
        [
            "file-added .hidden",
            "folder-added empty",
            "file-added logs/extra.log"
        ]
    );
}

#[test]
fn swapped_files_are_both_found() {
    let rules = after(|dir| {
        let (one, other) = (dir.join("20-plan.json"), dir.join("30-rehearsal.json"));
        fs::rename(&one, dir.join("x")).unwrap();
        fs::rename(&other, &one).unwrap();
        fs::rename(dir.join("x"), &other).unwrap();
    });
    assert_eq!(
        rules,
        [
            "file-changed 20-plan.json",
            "file-changed 30-rehearsal.json"
        ]
    );
}

#[test]
fn links_are_found_even_when_they_lead_to_the_same_bytes() {
    let rules = after(|dir| {
        let path = dir.join("20-plan.json");
        fs::rename(&path, dir.parent().unwrap().join("elsewhere.json")).unwrap();
        symlink("../elsewhere.json", &path).unwrap();
        fs::rename(dir.join("SHA256SUMS"), dir.parent().unwrap().join("sums")).unwrap();
        symlink("../sums", dir.join("SHA256SUMS")).unwrap();
        symlink("/nowhere", dir.join("logs/dangling")).unwrap();
    });
    for name in ["20-plan.json", "SHA256SUMS", "logs/dangling"] {
        assert!(rules.contains(&format!("file-is-link {name}")), "{rules:?}");
    }
}

#[test]
fn malformed_manifests_are_found() {
    for manifest in ["SHA256SUMS", "B3SUMS"] {
        let malformed = format!("manifest-malformed {manifest}");
        let rules = after(|dir| rewrite(dir, manifest, |it| it.replace('\n', "\r\n")));
        assert!(rules.contains(&malformed), "{rules:?}");
        let rules = after(|dir| rewrite(dir, manifest, |it| format!("\u{feff}{it}")));
        assert!(rules.contains(&malformed), "{rules:?}");
        let rules = after(|dir| rewrite(dir, manifest, |it| it.clone() + &it));
        assert!(rules.contains(&malformed), "{rules:?}");
        let rules = after(|dir| fs::write(dir.join(manifest), [0xff, 0xfe, 0]).unwrap());
        assert!(rules.contains(&malformed), "{rules:?}");
        let rules = after(|dir| {
            rewrite(dir, manifest, |it| {
                format!("{it}{}  {manifest}\n", "0".repeat(64))
            });
        });
        let itself = format!("manifest-lists-itself {manifest}");
        assert!(rules.contains(&itself), "{rules:?}");
    }
}

#[test]
fn names_that_no_bundle_holds_are_found() {
    let rules = after(|dir| {
        fs::write(dir.join("a\nb"), "").unwrap();
        fs::write(dir.join("żółw"), "").unwrap();
    });
    assert_eq!(
        rules
            .iter()
            .filter(|it| it.starts_with("name-not-portable"))
            .count(),
        2,
        "{rules:?}"
    );
}

/// What standard tools can't see: the manifests were made again.
#[test]
fn manifests_that_were_rewritten_disagree_with_the_index() {
    let rules = after(|dir| {
        rewrite(dir, "30-rehearsal.json", |it| {
            it.replace("held", "not_held")
        });
        remake(dir);
    });
    assert_eq!(rules, ["index-disagrees 30-rehearsal.json"]);
    let rules = after(|dir| {
        fs::write(dir.join("40-extra.json"), "{}").unwrap();
        remake(dir);
    });
    assert_eq!(rules, ["index-disagrees 40-extra.json"]);
    let rules = after(|dir| {
        fs::remove_file(dir.join("20-plan.json")).unwrap();
        remake(dir);
    });
    assert_eq!(rules, ["index-disagrees 20-plan.json"]);
    let rules = after(|dir| {
        fs::remove_file(dir.join("00-run.json")).unwrap();
        remake(dir);
    });
    assert_eq!(rules, ["file-missing 00-run.json"]);
}

/// Writes both manifests anew, as someone with standard tools would.
fn remake(dir: &Path) {
    let list = |names: &[String], digest: &dyn Fn(&[u8]) -> String| {
        let mut text = String::new();
        for name in names {
            let bytes = fs::read(dir.join(name)).unwrap();
            text += &[digest(&bytes).as_str(), "  ", name, "\n"].concat();
        }
        text
    };
    let mut names = files(dir);
    names.retain(|it| it != "SHA256SUMS" && it != "B3SUMS");
    let blake3 = list(&names, &|it| blake3::hash(it).to_hex().to_string());
    fs::write(dir.join("B3SUMS"), blake3).unwrap();
    names.push("B3SUMS".to_owned());
    names.sort();
    fs::write(dir.join("SHA256SUMS"), list(&names, &sha256)).unwrap();
}

/// Reading from a pipe would wait for ever.
#[test]
fn pipes_are_found_and_not_read() {
    let rules = after(|dir| {
        let pipe = dir.join("20-plan.json");
        fs::remove_file(&pipe).unwrap();
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    });
    assert!(
        rules.contains(&"not-a-file 20-plan.json".to_owned()),
        "{rules:?}"
    );
}

#[test]
fn files_that_cannot_be_read_are_found() {
    let root = tempfile::tempdir().unwrap();
    let open = fs::Permissions::from_mode(0o755);
    fs::set_permissions(root.path(), open).unwrap();
    let dir = seal(root.path()).dir;
    for name in ["20-plan.json", "SHA256SUMS"] {
        fs::set_permissions(dir.join(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let binary = root.path().join("verify");
    fs::copy(BINARY, &binary).unwrap();
    let mut command = Command::new(binary);
    command.arg("verify").arg(&dir);
    if nix::unistd::geteuid().is_root() {
        // root may read everything; nobody may not.
        command.uid(65534).gid(65534);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for name in ["20-plan.json", "SHA256SUMS"] {
        let expected = format!("error[file-unreadable]: `{name}` cannot be read");
        assert!(said.contains(&expected), "{said}");
    }
}

#[test]
fn folders_that_are_no_bundles_are_said_to_be_none() {
    let root = tempfile::tempdir().unwrap();
    let report = verify(root.path()).unwrap();
    assert_eq!(report.findings[0].rule, "bundle-empty");
    fs::write(root.path().join("a.txt"), "").unwrap();
    let report = verify(root.path()).unwrap();
    assert!(rules(&report).contains(&"manifest-missing SHA256SUMS".to_owned()));
    assert!(verify(&root.path().join("a.txt")).is_err());
    assert!(verify(&root.path().join("nothing")).is_err());
}

#[test]
fn a_moved_bundle_still_holds() {
    let root = tempfile::tempdir().unwrap();
    let dir = seal(root.path()).dir;
    let moved = root.path().join("downloaded");
    fs::rename(&dir, &moved).unwrap();
    let report = verify(&moved).unwrap();
    assert_eq!(report.verdict, Verdict::Held);
    assert_eq!(report.findings[0].rule, "bundle-renamed");
}
