//! A contract as a person meets it: a planted hole and its mended twin.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use stagecraft_testkit::{admin_client, client, majors, sandbox};

use crate::support::{block, only_bundle, rehearse, repository, settings, stagecraft};

fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/rls")
        .join(name)
}

fn rls(command: &str, project: &Path, major: u16) -> Command {
    let mut rls = stagecraft();
    rls.args(["rls", command, "--engine", &major.to_string(), "--project"])
        .arg(project);
    rls
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_hole_is_found_and_named_and_its_mended_twin_holds() {
    for major in majors() {
        let files = tempfile::tempdir().unwrap();
        let file = |name: &str| files.path().join(name);
        let mut command = rls("check", &project("hole"), major);
        for format in ["junit", "sarif", "markdown", "github", "json"] {
            command.arg("--report");
            command.arg(format!("{format}={}", file(format).display()));
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", block(&output));
        assert!(
            text(&output).contains("✗ update of public.notes as ann: did not hold"),
            "{}",
            block(&output)
        );
        let read = |name: &str| std::fs::read_to_string(file(name)).unwrap();
        for format in ["junit", "sarif", "markdown", "github", "json"] {
            assert!(read(format).contains("public.notes"), "{format}");
        }
        assert!(read("github").starts_with("::error file=supabase/rls.toml,line="));
        let document: serde_json::Value = serde_json::from_str(&read("json")).unwrap();
        assert_eq!(document["schema"], "stagecraft.rls-check/1");
        assert_eq!(document["body"]["verdict"], "not_held");
        let wrong: Vec<_> = document["body"]["cells"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["verdict"] != "held")
            .map(|it| (it["object"].as_str(), it["command"].as_str()))
            .collect();
        assert_eq!(wrong, [(Some("public.notes"), Some("update")); 2]);

        let output = rls("check", &project("mended"), major).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
    }
}

#[test]
fn a_cell_is_explained_clause_by_clause() {
    for major in majors() {
        let output = rls("explain", &project("hole"), major)
            .args(["--object", "notes", "--command", "update", "--actor", "ann"])
            .output()
            .unwrap();
        let mut settings = settings();
        settings.set_snapshot_path(project("hole"));
        settings.bind(|| insta::assert_snapshot!("explained", block(&output)));

        let output = rls("explain", &project("hole"), major)
            .args(["--object", "notes", "--command", "select", "--actor", "bob"])
            .output()
            .unwrap();
        let said = text(&output);
        assert!(said.contains("passes, as the contract says"), "{said}");
        assert!(!said.contains("must"), "{said}");

        let output = rls("explain", &project("hole"), major)
            .args(["--object", "notes", "--command", "delete", "--actor", "bob"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let said = text(&output);
        assert!(
            said.contains("grant delete on public.notes to authenticated;"),
            "{said}"
        );
    }
}

#[test]
fn what_is_wrong_in_a_contract_is_shown_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let contract = folder.path().join("rls.toml");
    let good = std::fs::read_to_string(project("hole").join("supabase/rls.toml")).unwrap();
    std::fs::write(&contract, good.replace("own_row", "own_rwo")).unwrap();
    let output = rls("check", &project("hole"), 17)
        .arg("--contract")
        .arg(&contract)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", block(&output));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("rls.toml:32:51"), "{said}");
    assert!(said.contains('^'), "{said}");
    assert!(said.contains("`own_rwo` is no level"), "{said}");

    let output = rls("explain", &project("hole"), 17)
        .args([
            "--object",
            "notes",
            "--command",
            "update",
            "--actor",
            "nobody",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", block(&output));
    let missing = rls("check", &project("hole"), 17)
        .args(["--contract", "nowhere.toml"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(2), "{}", block(&missing));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_named_is_only_read() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let admin = admin_client(&sandbox).await;
        let owner = client(&sandbox).await;
        let supabase = project("mended").join("supabase");
        for file in ["migrations/20260101000000_notes.sql", "rls_fixture.sql"] {
            let sql = std::fs::read_to_string(supabase.join(file)).unwrap();
            owner.batch_execute(&sql).await.unwrap();
        }
        let written = "select sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint from pg_stat_user_tables where schemaname = 'public'";
        let count = async || -> i64 {
            admin
                .batch_execute("select pg_stat_force_next_flush()")
                .await
                .ok();
            admin.query_one(written, &[]).await.unwrap().get(0)
        };
        let before = count().await;
        let mut command = rls("check", &project("mended"), major);
        command.args(["--on", "target", "--format", "json"]);
        command.env("DATABASE_URL", sandbox.url());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["body"]["extent"], "read_only");
        assert!(document["body"].get("fixture").is_none());
        let cells = document["body"]["cells"].as_array().unwrap();
        let has = |command: &str| {
            cells
                .iter()
                .any(|it| it["command"] == command && it["actor"] == "ann")
        };
        assert!(has("select") && has("session"), "{cells:#?}");
        assert!(!has("update") && !has("insert") && !has("delete"));
        assert_eq!(count().await, before);

        let output = rls("explain", &project("mended"), major)
            .args(["--on", "target", "--object", "notes", "--command", "select"])
            .args(["--actor", "ann"])
            .env("DATABASE_URL", sandbox.url())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        assert!(
            text(&output).contains("passes by team_reads"),
            "{}",
            block(&output)
        );

        // An address that was not asked for is no target.
        let output = rls("check", &project("mended"), major)
            .args(["--url", &sandbox.url()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", block(&output));
        sandbox.stop().await.unwrap();
    }
}

#[test]
fn a_rehearsal_holds_the_contract() {
    for (name, code, verdict) in [("hole", 1, "not_held"), ("mended", 0, "held")] {
        let artifacts = tempfile::tempdir().unwrap();
        let output = rehearse(&project(name), artifacts.path(), 17)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", block(&output));
        assert!(
            text(&output).contains("row security: "),
            "{}",
            block(&output)
        );
        let bundle = only_bundle(artifacts.path());
        let report = std::fs::read_to_string(bundle.join("40-rls.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["body"]["verdict"], verdict);
        assert!(bundle.join("40-rls.md").is_file());
    }
}

#[test]
fn the_exported_test_that_is_committed_is_current() {
    let output = rls("export", &repository(), 17)
        .arg("--check")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", block(&output));
}

#[test]
fn drafts_and_what_is_unproven_fail_unless_they_are_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let supabase = project("mended").join("supabase");
    let good = std::fs::read_to_string(supabase.join("rls.toml")).unwrap();
    let fixture = std::fs::read_to_string(supabase.join("rls_fixture.sql")).unwrap();
    let contract = folder.path().join("rls.toml");
    let code = |text: &str, fixture: &str, options: &[&str]| {
        std::fs::write(&contract, text).unwrap();
        std::fs::write(folder.path().join("rls_fixture.sql"), fixture).unwrap();
        let output = rls("check", &project("mended"), 17)
            .args(options)
            .arg("--contract")
            .arg(&contract)
            .output()
            .unwrap();
        (output.status.code(), block(&output))
    };
    let entry = "[table.\"public.members\"]";
    let draft = good.replace(entry, &format!("{entry}\nstatus = \"draft\""));
    let (status, said) = code(&draft, &fixture, &[]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("draft-entry"), "{said}");
    let (status, said) = code(&draft, &fixture, &["--allow-draft"]);
    assert_eq!(status, Some(0), "{said}");

    let (status, said) = code(&good, "select 1;", &[]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("unproven: "), "{said}");
    let (status, said) = code(&good, "select 1;", &["--allow-unproven"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("warning: what is unproven"), "{said}");
}
