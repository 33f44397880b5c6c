//! A project whose migrations another tool than Supabase's keeps.

use std::path::{Path, PathBuf};

use crate::support::{block, rehearse, stagecraft};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/diesel")
}

#[test]
fn no_history_of_supabase_is_asked_for() {
    for major in stagecraft_testkit::majors() {
        let artifacts = tempfile::tempdir().unwrap();
        let mut with = rehearse(&project(), artifacts.path(), major);
        let with = with.output().unwrap();
        assert_eq!(with.status.code(), Some(0), "{}", block(&with));
        let mut without = rehearse(&project(), artifacts.path(), major);
        let without = without.arg("--no-snapshots").output().unwrap();
        assert_eq!(without.status.code(), Some(0), "{}", block(&without));
    }
}

#[test]
fn rows_go_into_tables_that_nobody_else_may_read() {
    for major in stagecraft_testkit::majors() {
        let output = stagecraft()
            .args(["seed", "load", "--format", "json", "--quiet"])
            .args(["--rows", "50", "--engine", &major.to_string(), "--project"])
            .arg(project())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let body = &document["body"];
        assert_eq!(body["migrations"]["applied"], 2);
        // The tool's own table gets none: a row of it is a migration.
        let tables: Vec<_> = body["tables"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (it["table"]["name"].as_str().unwrap(), it["rows"].as_u64()))
            .collect();
        assert_eq!(tables, [("authors", Some(50)), ("books", Some(50))]);
    }
}
