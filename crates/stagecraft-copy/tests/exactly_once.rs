//! A load that is killed again and again loads every row once.

use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use stagecraft_copy::{LoadOptions, Mode};

use crate::databases::{self, sum, texts};
use crate::shop::{SCHEMA, Shop, job};

const ROWS: u64 = 150_000;
const URL: &str = "STAGECRAFT_COPY_CHILD_URL";
const MODE: &str = "STAGECRAFT_COPY_CHILD_MODE";

/// Not a test of its own: the process that the tests below kill.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that other tests kill"]
async fn child() {
    let Ok(url) = std::env::var(URL) else { return };
    let mode = match std::env::var(MODE).as_deref() {
        Ok("replace") => Mode::Replace,
        _ => Mode::Append,
    };
    databases::load(
        &url.parse().unwrap(),
        job(ROWS),
        Shop::of(ROWS),
        options(mode),
    )
    .await
    .unwrap();
}

fn options(mode: Mode) -> LoadOptions {
    let mut options = LoadOptions::new(mode);
    options.jobs = 2;
    options.slice_rows = 5_000;
    options
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_every_row_is_there_once() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        for (mode, word) in [(Mode::Append, "append"), (Mode::Replace, "replace")] {
            let (config, calm) = databases::with(&sandbox, &format!("calm_{word}"), SCHEMA).await;
            let expected = databases::load(&config, job(ROWS), Shop::of(ROWS), options(mode))
                .await
                .unwrap();
            let name = format!("killed_{word}");
            let (config, client) = databases::with(&sandbox, &name, SCHEMA).await;
            let before = shape(&client).await;
            let url = sandbox.url().replace("/postgres?", &format!("/{name}?"));
            assert!(url.contains(&name), "{url}");
            let mut killed = 0;
            for round in 0_u64..6 {
                let mut child = Command::new(std::env::current_exe().unwrap())
                    .args(["--exact", "exactly_once::child", "--ignored"])
                    .env(URL, &url)
                    .env(MODE, word)
                    .stdout(Stdio::null())
                    .spawn()
                    .unwrap();
                // Spread over a load, in no order.
                let pause = Duration::from_millis(40 + round * 211 % 600);
                tokio::time::sleep(pause).await;
                if child.try_wait().unwrap().is_none() {
                    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap());
                    kill(pid, Signal::SIGKILL).unwrap();
                    killed += 1;
                }
                child.wait().unwrap();
            }
            assert!(killed >= 2, "killed {killed} times");
            let report = databases::load(&config, job(ROWS), Shop::of(ROWS), options(mode))
                .await
                .unwrap();
            assert_eq!(report.digest, expected.digest);
            for table in ["customers", "orders", "items"] {
                assert_eq!(
                    sum(&client, table).await,
                    sum(&calm, table).await,
                    "{table}"
                );
            }
            assert_eq!(shape(&client).await, before);
        }
    }
}

async fn shape(client: &tokio_postgres::Client) -> Vec<String> {
    texts(client, crate::replace::SHAPE).await
}
