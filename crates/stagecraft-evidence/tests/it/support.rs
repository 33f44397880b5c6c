//! A small bundle, and the binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::Timestamp;
use serde_json::json;
use stagecraft_evidence::{BundleWriter, RunId, SealedBundle};
use stagecraft_model::{Digest, Document};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_stagecraft-evidence");

pub(crate) fn started() -> Timestamp {
    "2026-02-03T04:05:06Z".parse().unwrap()
}

/// Begins the same run every time.
pub(crate) fn begin(root: &Path) -> BundleWriter {
    BundleWriter::create(root, started(), RunId::from_parts(started(), 0x1a2b_3c4d)).unwrap()
}

/// Seals a bundle of two documents and a log.
pub(crate) fn seal(root: &Path) -> SealedBundle {
    let mut bundle = begin(root);
    let plan = Document::new("stagecraft.plan/1", started(), json!({"migrations": 1}));
    let rehearsal = Document::new(
        "stagecraft.rehearsal/1",
        started(),
        json!({"verdict": "held"}),
    );
    bundle.document("20-plan.json", &plan).unwrap();
    bundle.document("30-rehearsal.json", &rehearsal).unwrap();
    bundle
        .text("logs/apply/1_shops.log", "create table shops\n")
        .unwrap();
    bundle.input("plan", Digest::of("plan"));
    bundle.version("postgres", "17.10");
    bundle.seal_at(started()).unwrap()
}

/// Returns every file of a folder, by name.
pub(crate) fn files(dir: &Path) -> Vec<String> {
    fn walk(root: &Path, dir: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap();
                found.push(name.to_str().unwrap().to_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(dir, dir, &mut found);
    found.sort();
    found
}

pub(crate) fn run(args: &[&str]) -> Output {
    Command::new(BINARY).args(args).output().unwrap()
}

/// Where today's heartbeat of a topic is; a test at midnight may find two.
pub(crate) fn heartbeats(artifacts: &Path, topic: &str, file: &str) -> String {
    let mut days: Vec<PathBuf> = std::fs::read_dir(artifacts.join(topic))
        .map(|days| days.map(|it| it.unwrap().path()).collect())
        .unwrap_or_default();
    days.sort();
    days.iter()
        .filter_map(|day| std::fs::read_to_string(day.join("logs").join(file)).ok())
        .collect()
}

/// As `sha256sum` prints it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in sha2::Sha256::digest(bytes) {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}
