//! Heartbeats around real child processes.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use stagecraft_evidence::{Heartbeat, HeartbeatConfig};

use crate::support::{BINARY, heartbeats, sha256};

fn wrapper(artifacts: &Path, every: &str, script: &str) -> Command {
    let mut command = Command::new(BINARY);
    command
        .args(["heartbeat", "data", "--every", every, "--artifacts"])
        .arg(artifacts)
        .args(["--", "sh", "-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A shell loop that ends when this run's log has so many beats.
fn until_beats(artifacts: &Path, n_beats: usize) -> String {
    format!(
        "until [ $(cat {}/data/*/logs/heartbeat.ndjson | grep \"\\\"pid\\\":$$,\" | grep -c '\"beat\"') -ge {n_beats} ]; do sleep 0.02; done",
        artifacts.display()
    )
}

/// Waits until the child has said one line.
fn ready(child: &mut Child) {
    let mut line = String::new();
    let stdout = child.stdout.as_mut().unwrap();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
}

fn signal(child: &Child, signal: Signal) {
    kill(Pid::from_raw(child.id().try_into().unwrap()), signal).unwrap();
}

/// Checks every run's chain in the log and returns its events.
fn chains(artifacts: &Path) -> BTreeMap<String, Vec<String>> {
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    let mut events: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for raw in heartbeats(artifacts, "data", "heartbeat.ndjson").split_inclusive('\n') {
        let line: Value = serde_json::from_str(raw).unwrap_or_else(|_| panic!("torn: {raw}"));
        let run = line["run"].as_str().unwrap().to_owned();
        let events = events.entry(run.clone()).or_default();
        assert_eq!(line["seq"], events.len());
        let ts: jiff::Timestamp = line["ts"].as_str().unwrap().parse().unwrap();
        assert!(ts.as_second() > 0);
        let prev = last.get(&run).cloned().unwrap_or("0".repeat(64));
        assert_eq!(line["prev"], prev, "{raw}");
        events.push(line["event"].as_str().unwrap().to_owned());
        last.insert(run, sha256(raw.as_bytes()));
    }
    events
}

#[test]
fn exit_codes_and_streams_pass_through() {
    let root = tempfile::tempdir().unwrap();
    let mut child = wrapper(root.path(), "10s", "cat; echo oops >&2; exit 7")
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"through\n").unwrap();
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    assert_eq!(status.code(), Some(7));
    assert_eq!(stdout, b"through\n");
    assert_eq!(stderr, b"oops\n");
    let log = heartbeats(root.path(), "data", "heartbeat.log");
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].ends_with(" start sh (2 arguments)"), "{log}");
    assert!(
        lines[1].contains(" end sh (2 arguments) | exit 7 | elapsed 0."),
        "{log}"
    );
    for line in lines {
        let (ts, _) = line.split_once(' ').unwrap();
        assert!(
            ts.ends_with('Z') && ts.parse::<jiff::Timestamp>().is_ok(),
            "{line}"
        );
    }
}

#[test]
fn arguments_are_never_logged() {
    let root = tempfile::tempdir().unwrap();
    let status = wrapper(root.path(), "10s", "true hunter2")
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
    for file in ["heartbeat.log", "heartbeat.ndjson"] {
        let text = heartbeats(root.path(), "data", file);
        assert!(!text.is_empty() && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn it_beats_while_the_command_runs_and_says_how_much_memory_it_has() {
    let root = tempfile::tempdir().unwrap();
    let script = until_beats(root.path(), 3);
    let output = wrapper(root.path(), "20ms", &script).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let chains = chains(root.path());
    let events = chains.values().next().unwrap();
    assert_eq!(events[0], "start");
    assert!(events.iter().filter(|it| *it == "beat").count() >= 3);
    assert_eq!(events.last().unwrap(), "end");
    let log = heartbeats(root.path(), "data", "heartbeat.ndjson");
    let beat = log.lines().nth(1).unwrap();
    let beat: Value = serde_json::from_str(beat).unwrap();
    if cfg!(target_os = "linux") {
        assert!(beat["rss_kb"].as_u64().unwrap() > 0);
    }
}

#[test]
fn the_chain_can_be_checked_with_sha256sum() {
    let root = tempfile::tempdir().unwrap();
    let script = until_beats(root.path(), 2);
    assert!(
        wrapper(root.path(), "20ms", &script)
            .output()
            .unwrap()
            .status
            .success()
    );
    let file = root.path().join("chain.ndjson");
    std::fs::write(&file, heartbeats(root.path(), "data", "heartbeat.ndjson")).unwrap();
    let checked = Command::new("sh")
        .arg("-c")
        .arg(
            "prev=$(printf '%064d' 0); while IFS= read -r line; do \
             case $line in *\\\"prev\\\":\\\"$prev\\\"*) ;; *) exit 1;; esac; \
             prev=$(printf '%s\\n' \"$line\" | sha256sum | cut -d' ' -f1); done",
        )
        .stdin(std::fs::File::open(&file).unwrap())
        .status()
        .unwrap();
    assert!(checked.success());
}

#[test]
fn signals_are_passed_on_and_the_answer_comes_back() {
    for (name, sent) in [
        ("TERM", Signal::SIGTERM),
        ("INT", Signal::SIGINT),
        ("HUP", Signal::SIGHUP),
        ("QUIT", Signal::SIGQUIT),
    ] {
        let root = tempfile::tempdir().unwrap();
        let script = format!("trap 'exit 42' {name}; echo ready; while :; do sleep 0.02; done");
        let mut child = wrapper(root.path(), "10s", &script).spawn().unwrap();
        ready(&mut child);
        signal(&child, sent);
        assert_eq!(child.wait().unwrap().code(), Some(42), "{name}");
        let log = heartbeats(root.path(), "data", "heartbeat.log");
        assert!(log.contains("| exit 42 |"), "{log}");
    }
}

#[test]
fn what_the_wrapper_was_told_to_ignore_the_command_ignores() {
    let root = tempfile::tempdir().unwrap();
    let status = Command::new("sh")
        .args(["-c", "trap '' HUP; exec \"$@\"", "sh", BINARY])
        .args(["heartbeat", "data", "--artifacts"])
        .arg(root.path())
        .args(["--", "sh", "-c", "kill -HUP $$; exit 5"])
        .status()
        .unwrap();
    assert_eq!(
        status.code(),
        Some(if cfg!(target_os = "linux") { 5 } else { 129 })
    );
}

#[test]
fn a_command_that_a_signal_ends_is_128_and_the_signal() {
    let root = tempfile::tempdir().unwrap();
    let status = wrapper(root.path(), "10s", "kill -KILL $$")
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(137));
    let log = heartbeats(root.path(), "data", "heartbeat.log");
    assert!(log.contains("exit 137 (SIGKILL)"), "{log}");
}

#[test]
fn a_killed_wrapper_leaves_a_valid_beginning() {
    let root = tempfile::tempdir().unwrap();
    let script = format!("{}; echo ready; read line", until_beats(root.path(), 2));
    let mut child = wrapper(root.path(), "10ms", &script).spawn().unwrap();
    ready(&mut child);
    signal(&child, Signal::SIGKILL);
    child.wait().unwrap();
    // The command outlives its wrapper; its input closed, it ends.
    drop(child.stdin.take());
    let chains = chains(root.path());
    let events = chains.values().next().unwrap();
    assert!(events.len() >= 3);
    assert!(!events.contains(&"end".to_owned()));
}

#[test]
fn two_at_once_interleave_by_whole_lines() {
    let root = tempfile::tempdir().unwrap();
    let script = until_beats(root.path(), 20);
    let mut children: Vec<_> = (0..3)
        .map(|_| wrapper(root.path(), "10ms", &script).spawn().unwrap())
        .collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let chains = chains(root.path());
    assert_eq!(chains.len(), 3);
    for events in chains.values() {
        assert_eq!(events.last().unwrap(), "end");
    }
    let log = heartbeats(root.path(), "data", "heartbeat.log");
    for line in log.lines() {
        assert_eq!(line.matches("sh (2 arguments)").count(), 1, "{line}");
    }
}

#[test]
fn commands_that_do_not_start_are_named() {
    let root = tempfile::tempdir().unwrap();
    let run = |command: &str| {
        let output = Command::new(BINARY)
            .args(["heartbeat", "data", "--artifacts"])
            .arg(root.path())
            .args(["--", command, "hunter2"])
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, said) = run("no-such-command");
    assert_eq!(code, Some(127));
    assert!(
        said.starts_with("error: \"no-such-command\" was not found"),
        "{said}"
    );
    let (code, said) = run("/");
    assert_eq!(code, Some(126));
    assert!(
        said.contains("\"/\" could not be started") && !said.contains("hunter2"),
        "{said}"
    );
    let log = heartbeats(root.path(), "data", "heartbeat.log");
    assert_eq!(log.matches("| not started |").count(), 2, "{log}");
}

#[test]
fn without_a_place_for_the_log_nothing_is_run() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("artifacts");
    std::fs::write(&file, "").unwrap();
    let output = wrapper(&file, "10s", "echo ran").output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("artifacts/data") && said.contains("hint:"),
        "{said}"
    );
}

#[test]
fn topics_are_names_of_folders() {
    let root = tempfile::tempdir().unwrap();
    for topic in ["", "..", "a/b", "Data", "a b", "ż"] {
        let config = HeartbeatConfig {
            artifacts: root.path().to_owned(),
            topic: topic.to_owned(),
            label: String::new(),
            every: Duration::from_secs(10),
        };
        assert!(Heartbeat::start_with(&config).is_err(), "{topic:?}");
    }
}

#[test]
fn a_guard_records_phases_and_how_it_ended() {
    let root = tempfile::tempdir().unwrap();
    let heartbeat = Heartbeat::start(root.path(), "rehearse").unwrap();
    heartbeat.phase("apply 3/12");
    assert!(heartbeat.finish("held").is_none());
    drop(Heartbeat::start(root.path(), "dropped").unwrap());
    let log = heartbeats(root.path(), "data", "heartbeat.log");
    let told: Vec<_> = log
        .lines()
        .map(|it| {
            it.splitn(3, ' ')
                .nth(2)
                .unwrap()
                .split(" | elapsed")
                .next()
                .unwrap()
        })
        .collect();
    assert_eq!(
        told,
        [
            "start rehearse",
            "phase rehearse | apply 3/12",
            "end rehearse | apply 3/12 | held",
            "start dropped",
            "end dropped | aborted",
        ]
    );
    assert_eq!(chains(root.path()).len(), 2);
}
