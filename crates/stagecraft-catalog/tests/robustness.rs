//! Other sessions, poolers and odd moments.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use stagecraft_catalog::{Filter, Kind};
use stagecraft_connect::snapshot::read;

use crate::databases;

/// A session creates and drops while another reads: never an error, never a
/// table without its columns.
#[tokio::test]
async fn reading_while_tables_come_and_go() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let reader = stagecraft_testkit::client(&sandbox).await;
        let writer = databases::connect(&sandbox.admin_config()).await;
        let done = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&done);
        let coming_and_going = tokio::spawn(async move {
            let mut rounds = 0;
            while !told.load(Ordering::Relaxed) {
                writer
                    .batch_execute(
                        "create table public.brief (id int primary key, n int check (n > 0)); \
                         create index brief_n on public.brief ((n + 1)); \
                         create view public.glance as select id from public.brief; \
                         create policy p on public.brief using (n > 1);",
                    )
                    .await
                    .unwrap();
                writer
                    .batch_execute("drop table public.brief cascade")
                    .await
                    .unwrap();
                rounds += 1;
            }
            rounds
        });
        for _ in 0..15 {
            let snapshot = read(&reader, &Filter::default()).await.unwrap();
            for table in &snapshot.tables {
                let name = stagecraft_catalog::Object::name(table);
                assert!(!snapshot.columns_of(&name).is_empty(), "{name}");
            }
        }
        done.store(true, Ordering::Relaxed);
        assert!(coming_and_going.await.unwrap() > 0);
    }
}

/// `try_join_all` polls up to 30 futures in order; more might be sent in
/// another order.
#[test]
fn the_queries_fit_into_one_ordered_round() {
    let rare = Kind::rare().count();
    assert!(rare <= 30 && Kind::ALL.len() - rare <= 30);
}

#[tokio::test]
async fn a_refusal_is_named_and_leaves_the_session_usable() {
    let sandbox = stagecraft_testkit::sandbox(15).await;
    let client = stagecraft_testkit::client(&sandbox).await;
    client
        .batch_execute("set statement_timeout = '1ms'")
        .await
        .unwrap();
    let mut refusal = None;
    for _ in 0..20 {
        if let Err(error) = read(&client, &Filter::default()).await {
            refusal = Some(error.to_string());
            break;
        }
    }
    let refusal = refusal.expect("nothing takes less than 1 ms");
    assert!(refusal.contains("57014"), "{refusal}");
    client
        .batch_execute("set statement_timeout = 0")
        .await
        .unwrap();
    read(&client, &Filter::default()).await.unwrap();
}
