//! Our answer equals the Supabase CLI's for every file of `cases/cli_split`.
//!
//! Beside each `x.sql` stands `x.json` with what version 3.1.0 of the CLI wrote
//! into `schema_migrations.statements` (`migration repair --status applied`,
//! which runs nothing), and how `db push` of the file alone to an empty
//! PostgreSQL 15 ended. `random.json` holds texts put together at random from
//! quotes, comments, tags and blocks, with the CLI's answer to each.

use std::path::Path;

use serde::Deserialize;
use stagecraft_plan::cli_statements;

#[derive(Deserialize)]
struct Answer {
    /// Absent where the history could not take the text.
    statements: Option<Vec<String>>,
    /// `applied`, or `rejected: ` and the server's message.
    push: String,
}

#[derive(Deserialize)]
struct Random {
    sql: String,
    statements: Vec<String>,
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli_split")
}

#[test]
fn files_split_as_the_cli_splits_them() {
    let mut seen = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "sql") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let answer = std::fs::read_to_string(path.with_extension("json")).unwrap();
        let answer: Answer = serde_json::from_str(&answer).unwrap();
        assert!(answer.push == "applied" || answer.push.starts_with("rejected: ERROR: "));
        if let Some(expected) = answer.statements {
            let sql = String::from_utf8_lossy(&bytes);
            assert_eq!(cli_statements(&sql), expected, "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 40, "only {seen} files were compared");
}

#[test]
fn random_texts_split_as_the_cli_splits_them() {
    let text = std::fs::read_to_string(folder().join("random.json")).unwrap();
    let cases: Vec<Random> = serde_json::from_str(&text).unwrap();
    assert!(cases.len() >= 500);
    for case in cases {
        assert_eq!(cli_statements(&case.sql), case.statements, "{:?}", case.sql);
    }
}
