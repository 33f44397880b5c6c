//! The documents of a bundle and the tools that check it.

use std::path::Path;
use std::process::Command;

use crate::support::{only_bundle, rehearse};

#[test]
fn documents_logs_and_manifests_are_there_and_check_out() {
    let artifacts = tempfile::tempdir().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fails_and_goes_on");
    let major = stagecraft_testkit::majors()[0];
    let output = rehearse(&case, artifacts.path(), major)
        .args(["--format", "json"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let bundle = only_bundle(artifacts.path());
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        stdout,
        std::fs::read_to_string(bundle.join("30-rehearsal.json")).unwrap()
    );

    let rehearsal: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let acts = rehearsal["body"]["migrations"].as_array().unwrap();
    let outcomes: Vec<_> = acts
        .iter()
        .map(|it| it["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(
        outcomes,
        [
            "applied", "failed", "blocked", "applied", "failed", "failed"
        ]
    );
    for pair in acts.windows(2) {
        assert_eq!(pair[0]["catalog_after"], pair[1]["catalog_before"]);
    }
    for act in acts {
        let changed = act["catalog_before"] != act["catalog_after"];
        assert_eq!(changed, act["outcome"] == "applied", "{}", act["path"]);
        assert_eq!(changed, act["changes"].is_array(), "{}", act["path"]);
        let log = format!(
            "logs/apply/{}_{}.log",
            act["version"].as_str().unwrap(),
            act["name"].as_str().unwrap()
        );
        assert!(bundle.join(&log).exists(), "{log}");
    }
    let failure = &acts[1]["run"]["failure"];
    assert_eq!(failure["sqlstate"], "42P01");
    assert_eq!(
        (&failure["statement"], &failure["span"]["line"]),
        (&2.into(), &3.into())
    );
    assert_eq!(acts[2]["follows_from"], acts[1]["version"]);

    for name in ["10-target.json", "20-plan.json"] {
        assert!(bundle.join(name).exists(), "{name}");
    }
    let check = Command::new("sha256sum")
        .args(["-c", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(&bundle)
        .output()
        .unwrap();
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stdout)
    );
}
