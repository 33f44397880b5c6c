//! A signal in the middle of a run: the bundle is sealed, nothing is left.

use std::fs::Permissions;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::{only_bundle, rehearse};

#[test]
fn a_signal_seals_what_was_seen() {
    for signal in ["INT", "TERM"] {
        let artifacts = tempfile::tempdir().unwrap();
        let project = tempfile::tempdir().unwrap();
        let servers = tempfile::tempdir().unwrap();
        std::fs::set_permissions(servers.path(), Permissions::from_mode(0o755)).unwrap();
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
        .env("STAGECRAFT_RUN_DIR", servers.path())
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
        assert_eq!(processes_in(servers.path()), Vec::<String>::new());
        let left: Vec<_> = walk(servers.path());
        assert!(
            left.iter().all(|it| !it.ends_with("PG_VERSION")),
            "{left:?}"
        );
    }
}

/// Returns the processes whose command line names `folder`.
fn processes_in(folder: &Path) -> Vec<String> {
    let output = Command::new("ps")
        .args(["-eo", "pid,args"])
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter(|line| line.contains(&*folder.to_string_lossy()))
        .map(str::to_owned)
        .collect()
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
