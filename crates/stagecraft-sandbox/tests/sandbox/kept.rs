//! Sandboxes that stay.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Tool, assert_clean, connect, left_in, processes_of, stderr, stdout};

#[tokio::test]
async fn a_kept_sandbox_stays_until_it_is_stopped() {
    let tool = Tool::new();
    let url = stdout(&tool.output(&["start", "--engine", "15"]));
    assert_eq!(stdout(&tool.output(&["url", "--engine", "15"])), url);
    let client = connect(&url.trim().parse().unwrap()).await;
    client.batch_execute("create table stays ()").await.unwrap();
    drop(client);

    // Other runs sweep, and leave it alone.
    assert!(
        tool.output(&["run", "--engine", "15", "--", "true"])
            .status
            .success()
    );
    let client = connect(&url.trim().parse().unwrap()).await;
    client.batch_execute("table stays").await.unwrap();

    let listed = tool.output(&["list"]);
    assert!(stdout(&listed).contains("kept"), "{}", stdout(&listed));
    let password = url.split([':', '@']).nth(2).unwrap();
    assert!(!stdout(&listed).contains(password));
    for path in left_in(&tool.run_dir()) {
        let mode = path.metadata().unwrap().permissions().mode();
        let holds_it = std::fs::read_to_string(&path).is_ok_and(|it| it.contains(password));
        assert!(!holds_it || mode & 0o777 == 0o600, "{}", path.display());
    }

    let output = tool.output(&["stop"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_clean(tool.folder.path());
}

#[test]
fn which_one_to_stop_must_be_clear() {
    let tool = Tool::new();
    assert!(stderr(&tool.output(&["stop"])).contains("no sandbox is kept"));
    let output = tool.output(&["stop", "nonsense"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no kept sandbox `nonsense`"));
    for _ in 0..2 {
        assert!(
            tool.output(&["start", "--engine", "15", "--socket"])
                .status
                .success()
        );
    }
    let output = tool.output(&["stop"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("several sandboxes are kept"));
    assert!(tool.output(&["stop", "--all"]).status.success());
    assert_clean(tool.folder.path());
}

#[test]
fn a_kept_sandbox_whose_server_died_is_swept() {
    let tool = Tool::new();
    assert!(
        tool.output(&["start", "--engine", "15", "--socket"])
            .status
            .success()
    );
    let server = processes_of(tool.folder.path()).remove(0);
    let pid: i32 = server.split(' ').next().unwrap().parse().unwrap();
    nix::sys::signal::kill(
        nix::unistd::Pid::from_raw(pid),
        nix::sys::signal::Signal::SIGQUIT,
    )
    .unwrap();
    while !processes_of(tool.folder.path()).is_empty() {}
    assert!(stderr(&tool.output(&["list"])).contains("no sandboxes"));
    assert_clean(tool.folder.path());
}
