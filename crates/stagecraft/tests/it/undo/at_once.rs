//! Two at once, signals, and a process that is killed.

use std::process::{Child, Stdio};
use std::time::Duration;

use super::Stage;

/// Waits until the rollback sleeps in the database.
async fn asleep(stage: &Stage) {
    for _ in 0..200 {
        let sleeping = stage
            .rows("select 1 from pg_stat_activity where wait_event = 'PgSleep'")
            .await;
        if !sleeping.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    unreachable!("nothing sleeps");
}

fn slow(stage: &Stage, seconds: u32) -> Child {
    let path = stage.path("rollbacks/2_names.sql");
    let sql = format!(
        "alter table public.customers add column email text;\nselect pg_sleep({seconds});\n"
    );
    std::fs::write(path, sql).unwrap();
    stage
        .command(&["rollback", "run", "2", "--unproven"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

async fn untouched(stage: &Stage) {
    // The server may still be rolling back.
    for _ in 0..100 {
        let busy = stage
            .rows("select 1 from pg_stat_activity where wait_event = 'PgSleep' or backend_xid is not null")
            .await;
        if busy.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(stage.versions().await, ["(1)", "(2)"]);
    let email = "select 1 from pg_attribute where attrelid = 'public.customers'::regclass and attname = 'email'";
    assert_eq!(stage.rows(email).await, Vec::<String>::new());
}

#[tokio::test]
async fn of_two_at_once_one_undoes() {
    let stage = Stage::applied(stagecraft_testkit::majors()[0]).await;
    let first = slow(&stage, 2);
    asleep(&stage).await;
    let second = stage.run(&["rollback", "run", "2", "--unproven"]);
    let first = first.wait_with_output().unwrap();
    assert_eq!(first.status.code(), Some(0));
    assert_eq!(second.status.code(), Some(1));
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(
        said.contains("the newest applied version is 1, not 2"),
        "{said}"
    );
    assert_eq!(stage.versions().await, ["(1)"]);
    assert_eq!(
        stage
            .rows("select outcome from stagecraft.journal order by id")
            .await,
        ["(undone)", "(failed)"]
    );
    stage.end().await;
}

#[tokio::test]
async fn a_signal_leaves_nothing_half_done() {
    let stage = Stage::applied(stagecraft_testkit::majors()[0]).await;
    let child = slow(&stage, 600);
    asleep(&stage).await;
    let kill = std::process::Command::new("kill")
        .args(["-s", "INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    untouched(&stage).await;
    assert_eq!(
        stage.rows("select outcome from stagecraft.journal").await,
        ["(failed)"]
    );
    stage.end().await;
}

#[tokio::test]
async fn a_killed_process_leaves_nothing_half_done() {
    let stage = Stage::applied(stagecraft_testkit::majors()[0]).await;
    let mut child = slow(&stage, 3);
    asleep(&stage).await;
    child.kill().unwrap();
    child.wait().unwrap();
    tokio::time::sleep(Duration::from_secs(4)).await;
    untouched(&stage).await;
    // The entry says that somebody tried and never came to an end.
    assert_eq!(
        stage
            .rows("select outcome is null, ended_at is null from stagecraft.journal")
            .await,
        ["(t,t)"]
    );
    // And it can be tried again.
    drop(slow(&stage, 0).wait_with_output().unwrap());
    assert_eq!(stage.versions().await, ["(1)"]);
    stage.end().await;
}
