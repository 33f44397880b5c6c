//! What `run` gives to its command and takes from it.

use crate::support::{Tool, stderr, stdout};

#[test]
fn the_command_gets_the_address_in_every_form() {
    let tool = Tool::new();
    let script = "echo $DATABASE_URL; echo $PGHOST $PGPORT $PGUSER $PGDATABASE $PGPASSWORD";
    let output = tool.output(&["run", "--engine", "15", "--", "sh", "-c", script]);
    let text = stdout(&output);
    let (url, rest) = text.trim().split_once('\n').unwrap();
    let parts: Vec<_> = rest.split(' ').collect();
    assert_eq!(parts[0], "127.0.0.1");
    assert_eq!(&parts[2..4], ["postgres", "postgres"]);
    let expected = format!(
        "postgresql://postgres:{}@127.0.0.1:{}/postgres",
        parts[4], parts[1]
    );
    assert_eq!(url, expected);

    let output = tool.output(&[
        "run", "--engine", "15", "--socket", "--", "sh", "-c", script,
    ]);
    let text = stdout(&output);
    let run_dir = tool.run_dir();
    assert!(
        text.starts_with("postgresql://postgres@/postgres?host="),
        "{text}"
    );
    assert!(text.contains(run_dir.to_str().unwrap()), "{text}");
}

#[test]
fn the_exit_code_is_passed_on() {
    let tool = Tool::new();
    for (script, code) in [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137)] {
        let output = tool.output(&["run", "--engine", "15", "--", "sh", "-c", script]);
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
    }
    let output = tool.output(&["run", "--engine", "15", "--", "no-such-program"]);
    assert_eq!(output.status.code(), Some(127));
    assert!(stderr(&output).contains("no-such-program"));
}

#[test]
fn the_project_chooses_the_major_version() {
    let tool = Tool::new();
    let supabase = tool.folder.path().join("supabase");
    std::fs::create_dir(&supabase).unwrap();
    let config = supabase.join("config.toml");
    std::fs::write(&config, "[db]\nmajor_version = 15\n").unwrap();
    let output = tool.output(&["start", "--format", "json", "--socket"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["body"]["sandbox"]["major"], 15);
    assert!(tool.output(&["stop"]).status.success());

    std::fs::write(&config, "[db]\nmajor_version = 9\n").unwrap();
    let output = tool.output(&["run", "--", "true"]);
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(text.contains("config.toml:2: major_version 9"), "{text}");
}

#[test]
fn a_folder_without_a_server_is_named() {
    let tool = Tool::new();
    let output = tool.output(&["run", "--engine", "15", "--pg-bin", "/etc", "--", "true"]);
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(
        text.contains("`/etc` can't be used: has no `postgres`"),
        "{text}"
    );

    let fake = tool.folder.path().join("bin");
    std::fs::create_dir(&fake).unwrap();
    for name in ["postgres", "initdb"] {
        crate::npm::script(&fake.join(name), "echo 'postgres (PostgreSQL) 13.2'");
    }
    let fake = fake.to_str().unwrap();
    let output = tool.output(&["run", "--engine", "15", "--pg-bin", fake, "--", "true"]);
    assert!(stderr(&output).contains("is 13.2"), "{}", stderr(&output));
}
