//! A load whose future is dropped leaves whole slices, and goes on later.

use std::time::Duration;

use stagecraft_copy::{LoadOptions, Mode};

use crate::databases::{self, sum, texts};
use crate::replace::SHAPE;
use crate::shop::{SCHEMA, Shop, job};

const ROWS: u64 = 60_000;

/// Other sessions that are still at work for the one that was dropped.
const BUSY: &str = "select pid::text from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_is_rolled_back_and_goes_on() {
    let major = stagecraft_testkit::majors()[0];
    let sandbox = stagecraft_testkit::sandbox(major).await;
    for mode in [Mode::Append, Mode::Replace] {
        let name = format!("dropped_{mode:?}").to_lowercase();
        let (config, client) = databases::with(&sandbox, &name, SCHEMA).await;
        let before = texts(&client, SHAPE).await;
        let mut options = LoadOptions::new(mode);
        options.jobs = 2;
        options.slice_rows = 1_000;
        let mut dropped = 0;
        for round in 0..12 {
            let load = databases::load(&config, job(ROWS), Shop::of(ROWS), options.clone());
            let pause = Duration::from_millis(20 + round * 97 % 250);
            dropped += u32::from(tokio::time::timeout(pause, load).await.is_err());
            while !texts(&client, BUSY).await.is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert_eq!(texts(&client, SHAPE).await, before);
            let journal = "select case when to_regclass('stagecraft_seed.slices') is null then '0'
                else (xpath('//n/text()', query_to_xml(
                    'select coalesce(sum(rows), 0) as n from stagecraft_seed.slices',
                    true, false, '')))[1]::text end";
            let rows = "select ((select count(*) from customers) + (select count(*) from orders)
                + count(*))::text from items";
            assert_eq!(texts(&client, journal).await, texts(&client, rows).await);
        }
        assert!(dropped > 0);
        databases::load(&config, job(ROWS), Shop::of(ROWS), options)
            .await
            .unwrap();
        let count = sum(&client, "orders").await;
        assert!(count.starts_with(&format!("{ROWS} ")), "{count}");
    }
}
