//! Tables that write no log while they are loaded write it again afterwards.

use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use stagecraft_copy::{LoadOptions, Mode};
use tokio_postgres::NoTls;

use crate::databases::{self, run, sum, texts};
use crate::shop::{SCHEMA, Shop, job};

const ROWS: u64 = 4_000;

const LOGGED: &str = "select relpersistence::text from pg_class
    where relname in ('customers', 'orders', 'items') order by relname";

#[tokio::test(flavor = "multi_thread")]
async fn tables_are_logged_again_and_those_with_rows_always() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let mut sums = Vec::new();
        for (name, mode) in [("quick", Mode::Append), ("quick_again", Mode::Replace)] {
            let (config, client) = databases::with(&sandbox, name, SCHEMA).await;
            let mut options = LoadOptions::new(mode);
            options.unlogged = true;
            options.slice_rows = 500;
            options.jobs = 2;
            // It fails half way, with tables left unlogged, and goes on.
            let mut bad = Shop::of(ROWS);
            bad.bad = Some(3_999);
            databases::load(&config, job(ROWS), bad, options.clone())
                .await
                .unwrap_err();
            assert_eq!(texts(&client, LOGGED).await, ["u", "u", "u"]);
            options.unlogged = false;
            let report = databases::load(&config, job(ROWS), Shop::of(ROWS), options)
                .await
                .unwrap();
            assert!(report.tables[0].found > 0);
            assert_eq!(report.notes, []);
            assert_eq!(texts(&client, LOGGED).await, ["p", "p", "p"]);
            sums.push(sum(&client, "orders").await);
            let left = "select (select count(*) from stagecraft_seed.slices_unlogged) || ' '
                || count(*) from stagecraft_seed.unlogged";
            assert_eq!(texts(&client, left).await, ["0 0"]);
        }
        assert_eq!(sums[0], sums[1]);

        let (config, client) = databases::with(&sandbox, "has_rows", SCHEMA).await;
        run(
            &client,
            "insert into customers (name, joined) values ('mine', now());
            select setval('customers_id_seq', 90000);
            update customers set name = 'still mine'",
        )
        .await;
        let mut options = LoadOptions::new(Mode::Append);
        options.unlogged = true;
        let error = databases::load(&config, job(ROWS), Shop::of(ROWS), options).await;
        let text = error.unwrap_err().to_string();
        assert!(text.contains("customers_pkey"), "{text}");
        assert_eq!(texts(&client, LOGGED).await, ["p", "u", "u"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_crashes_forgets_unlogged_slices_with_their_rows() {
    let major = stagecraft_testkit::majors()[0];
    let sandbox = stagecraft_testkit::sandbox(major).await;
    for (name, unlogged) in [("crashed", false), ("crashed_unlogged", true)] {
        let (config, client) = databases::with(&sandbox, name, SCHEMA).await;
        let mut options = LoadOptions::new(Mode::Append);
        options.unlogged = unlogged;
        options.slice_rows = 500;
        let mut bad = Shop::of(ROWS);
        bad.bad = Some(3_999);
        databases::load(&config, job(ROWS), bad, options.clone())
            .await
            .unwrap_err();
        let pid = texts(&client, "select pg_backend_pid()::text").await[0].clone();
        let pid = Pid::from_raw(pid.parse().unwrap());
        kill(pid, Signal::SIGKILL).unwrap();
        let client = loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let Ok((client, connection)) = config.connect(NoTls).await else {
                continue;
            };
            tokio::spawn(connection);
            // The old server may still answer once.
            if client.simple_query("select 1").await.is_ok() {
                break client;
            }
        };
        let count = texts(&client, "select count(*)::text from customers").await;
        assert_eq!(count, [if unlogged { "0" } else { "400" }]);
        let report = databases::load(&config, job(ROWS), Shop::of(ROWS), options)
            .await
            .unwrap();
        assert_eq!(report.tables[0].found, if unlogged { 0 } else { 400 });
        let counts = "select concat((select count(*) from customers), ' ', count(*), ' ',
            count(distinct id)) from orders";
        assert_eq!(texts(&client, counts).await, ["400 4000 4000"]);
        assert_eq!(texts(&client, LOGGED).await, ["p", "p", "p"]);
    }
}
