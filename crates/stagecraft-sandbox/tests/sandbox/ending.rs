//! However a sandbox ends, nothing is left.

use std::io::Read as _;
use std::process::Command;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::support::{Tool, assert_clean, left_in, majors, processes_of, start, stdout};

fn send(pid: u32, signal: Signal) {
    kill(Pid::from_raw(pid.try_into().unwrap()), signal).unwrap();
}

#[tokio::test]
async fn a_panic_takes_the_sandbox_away() {
    let (sandbox, folder) = start(15).await;
    let panicked = tokio::spawn(async move {
        let _sandbox = sandbox;
        panic!("on purpose");
    })
    .await;
    assert!(panicked.is_err());
    assert_clean(folder.path());
}

#[tokio::test]
async fn a_start_that_is_given_up_leaves_nothing() {
    let folder = crate::support::folder();
    let run_dir = folder.path().join("run");
    let config = stagecraft_sandbox::SandboxConfig::new(15).with_run_dir(&run_dir);
    {
        let mut start = Box::pin(stagecraft_sandbox::Sandbox::start(&config));
        // Polled once, so that it has begun, then dropped.
        tokio::select! {
            biased;
            _ = &mut start => panic!("it can't be ready at once"),
            () = std::future::ready(()) => {}
        }
    }
    // Its lock and then its folder come and go; a second start waits for none.
    let sandbox = stagecraft_sandbox::Sandbox::start(&config).await.unwrap();
    let own = sandbox.about().id.clone();
    sandbox.stop().await.unwrap();
    while !left_in(&run_dir).is_empty() {
        assert!(left_in(&run_dir).iter().all(|it| !it.ends_with(&own)));
        tokio::task::yield_now().await;
    }
}

#[test]
fn signals_are_passed_on_and_nothing_is_left() {
    for (signal, script, code) in [
        (Signal::SIGTERM, "echo $$; exec sleep 600", 143),
        (Signal::SIGINT, "echo $$; exec sleep 600", 130),
        (Signal::SIGHUP, "echo $$; exec sleep 600", 129),
        (
            Signal::SIGTERM,
            "trap 'exit 5' TERM; echo $$; while :; do sleep 0.1; done",
            5,
        ),
    ] {
        let tool = Tool::new();
        let (mut child, _, _lines) = tool.run_until_line(15, script);
        assert_eq!(processes_of(tool.folder.path()).len(), 1);
        send(child.id(), signal);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
        assert_clean(tool.folder.path());
    }
}

#[test]
fn the_next_run_sweeps_what_kill_9_left() {
    for major in majors() {
        let tool = Tool::new();
        let (mut child, command, mut lines) = tool.run_until_line(major, "echo $$; exec sleep 600");
        send(child.id(), Signal::SIGKILL);
        child.wait().unwrap();
        assert_eq!(
            processes_of(tool.folder.path()).len(),
            1,
            "nobody stops the server"
        );

        // Another one that lives is not touched.
        let (mut other, _, _lines) = tool.run_until_line(major, "echo $$; exec sleep 600");
        let servers = processes_of(tool.folder.path());
        assert_eq!(
            servers.len(),
            1,
            "the dead one's server is gone: {servers:?}"
        );
        assert_eq!(
            left_in(&tool.run_dir()).len(),
            3,
            "folder, lock and description"
        );
        send(other.id(), Signal::SIGTERM);
        assert_eq!(other.wait().unwrap().code(), Some(143));
        assert_clean(tool.folder.path());

        // The command itself is its own master; end it, and see that it was there.
        send(command.parse().unwrap(), Signal::SIGTERM);
        lines.read_to_end(&mut Vec::new()).unwrap();
    }
}

#[test]
fn a_first_start_killed_half_way_does_not_hurt_the_next() {
    let tool = Tool::with_empty_cache();
    let mut child = tool
        .command(&["run", "--engine", "15", "--", "true"])
        .spawn()
        .unwrap();
    while processes_of(tool.folder.path()).is_empty() {
        assert!(child.try_wait().unwrap().is_none(), "it was too fast");
    }
    send(child.id(), Signal::SIGKILL);
    child.wait().unwrap();
    let output = tool.output(&["run", "--engine", "15", "--", "echo", "fine"]);
    assert_eq!(stdout(&output), "fine\n");
    assert_clean(tool.folder.path());
}

#[test]
fn a_server_that_was_killed_is_no_trouble() {
    let tool = Tool::new();
    let (mut child, _, _lines) = tool.run_until_line(15, "echo $$; exec sleep 600");
    let server = processes_of(tool.folder.path()).remove(0);
    let pid = server.split(' ').next().unwrap();
    assert!(
        Command::new("kill")
            .args(["-9", pid])
            .status()
            .unwrap()
            .success()
    );
    send(child.id(), Signal::SIGTERM);
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert_clean(tool.folder.path());
}
