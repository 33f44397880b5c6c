//! A load of our own project that is killed again and again loads every row
//! once.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::{Duration, Instant};

use stagecraft_testkit::sandbox;
use tokio_postgres::Client;

use crate::seeding::{into, migrated, seed};
use crate::support::{block, repository};

/// When to kill: after so many milliseconds, and then when the journal has so
/// many slices, however fast the machine is.
const MOMENTS: [(u64, i64); 10] = [
    (15, 0),
    (150, 0),
    (400, 0),
    (0, 1),
    (0, 4),
    (0, 5),
    (0, 9),
    (0, 13),
    (0, 17),
    (0, 21),
];

#[tokio::test(flavor = "multi_thread")]
async fn killed_ten_times_every_row_is_there_once() {
    for major in stagecraft_testkit::majors() {
        let sandbox = sandbox(major).await;
        let load = |url: &str| {
            let mut command = into(seed("load", &repository()), url);
            command.args(["--scale", "demo", "--jobs", "2"]);
            command
        };
        let (url, calm) = migrated(&sandbox, "calm", &repository()).await;
        let output = load(&url).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let (url, client) = migrated(&sandbox, "killed", &repository()).await;
        let mut killed = 0;
        for (milliseconds, slices) in MOMENTS {
            let mut child = load(&url)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let started = Instant::now();
            let pause = Duration::from_millis(milliseconds);
            while child.try_wait().unwrap().is_none() {
                if started.elapsed() >= pause && done(&client).await >= slices {
                    child.kill().unwrap();
                    killed += 1;
                    break;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            child.wait().unwrap();
        }
        assert!(killed >= 7, "killed {killed} times");
        let output = load(&url).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let output = into(seed("verify", &repository()), &url).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let columns = columns(&client).await;
        assert!(columns.len() > 20, "{columns:?}");
        let mut wrong = Vec::new();
        for (table, list) in columns {
            if sum(&client, &table, &list).await == sum(&calm, &table, &list).await {
                continue;
            }
            for column in list.split(", ") {
                if sum(&client, &table, column).await != sum(&calm, &table, column).await {
                    wrong.push(format!("{table}.{column}"));
                }
            }
            wrong.push(table);
        }
        assert_eq!(wrong, [""; 0], "on {major}");
        sandbox.stop().await.unwrap();
    }
}

async fn sum(client: &Client, table: &str, columns: &str) -> String {
    let sql = format!(
        "select concat(count(*), ' ', sum(hashtextextended(row({columns})::text, 0)::numeric)) from {table}"
    );
    client.query_one(&sql, &[]).await.unwrap().get(0)
}

/// Returns how many slices are loaded.
async fn done(client: &Client) -> i64 {
    let there = "select to_regclass('stagecraft_seed.slices') is not null";
    if !client
        .query_one(there, &[])
        .await
        .unwrap()
        .get::<_, bool>(0)
    {
        return 0;
    }
    let sql = "select count(*) from stagecraft_seed.slices";
    client.query_one(sql, &[]).await.unwrap().get(0)
}

/// Returns the tables and their columns, but for what triggers take from the
/// clock: the audit log chains its times.
async fn columns(client: &Client) -> Vec<(String, String)> {
    let sql = "select a.attrelid::regclass::text, a.attname::text
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
            and (c.relnamespace = 'public'::regnamespace or c.oid = 'auth.users'::regclass)
        order by 1, a.attnum";
    let mut columns: Vec<(String, String)> = Vec::new();
    let clocked = BTreeSet::from(CLOCKED);
    for row in client.query(sql, &[]).await.unwrap() {
        let [table, column]: [String; 2] = std::array::from_fn(|at| row.get(at));
        if clocked.contains(&(table.as_str(), column.as_str())) {
            continue;
        }
        match columns.last_mut().filter(|it| it.0 == table) {
            Some((_, list)) => list.push_str(&format!(", \"{column}\"")),
            None => columns.push((table, format!("\"{column}\""))),
        }
    }
    columns
}

const CLOCKED: [(&str, &str); 6] = [
    ("audit_log", "seq"),
    ("audit_log", "at"),
    ("audit_log", "before"),
    ("audit_log", "after"),
    ("audit_log", "previous_hash"),
    ("audit_log", "hash"),
];
