//! A signal in the middle of a run: the bundle is sealed, nothing is left.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{only_bundle, rehearse};

#[test]
fn a_signal_seals_what_was_seen() {
    for signal in ["INT", "TERM"] {
        let artifacts = tempfile::tempdir().unwrap();
        let project = tempfile::tempdir().unwrap();
        let migrations = project.path().join("supabase/migrations");
        std::fs::create_dir_all(&migrations).unwrap();
        std::fs::write(
            migrations.join("1_ok.sql"),
            "create table public.a (id int);\n",
        )
        .unwrap();
        std::fs::write(migrations.join("2_slow.sql"), "select pg_sleep(600);\n").unwrap();
        std::fs::write(
            migrations.join("3_never.sql"),
            "create table public.b (id int);\n",
        )
        .unwrap();
        let mut child = rehearse(
            project.path(),
            artifacts.path(),
            stagecraft_testkit::majors()[0],
        )
        .args(["--statement-budget", "600", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let ready = lines.find(|line| line.as_ref().unwrap().starts_with("sandbox ready"));
        assert!(ready.is_some());
        let kill = Command::new("kill")
            .args(["-s", signal, &child.id().to_string()])
            .status()
            .unwrap();
        assert!(kill.success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{signal}");
        let rehearsal: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(rehearsal["body"]["interrupted"], true);
        assert_eq!(rehearsal["body"]["migrations"][2]["outcome"], "not_run");
        assert!(only_bundle(artifacts.path()).join("SHA256SUMS").exists());
        assert!(!mentions_live_server(Path::new(project.path())));
    }
}

/// The server of a run that ended must not be running: its command line names
/// a data folder whose owner lock is free. Here it is enough that no server is
/// the child of init with a folder that is gone.
fn mentions_live_server(_project: &Path) -> bool {
    let output = Command::new("ps")
        .args(["-eo", "ppid,args"])
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).lines().any(|line| {
        let orphan = line.trim_start().starts_with("1 ")
            && line.contains("postgres")
            && line.contains(" -D ");
        let folder = line
            .split(" -D ")
            .nth(1)
            .and_then(|it| it.split(' ').next());
        orphan && folder.is_some_and(|it| !Path::new(it).exists())
    })
}
