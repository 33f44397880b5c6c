//! The pool behind a transaction pooler, and after the server hung up.

use std::collections::BTreeMap;

use stagecraft_connect::{Origin, Resolver, Target};

use crate::support::pgbouncer::PgBouncer;
use crate::support::server::Server;

const HOST: &str = "pooler.stagecraft.test";

fn target(url: &str) -> Target {
    let known = BTreeMap::from([(HOST.to_owned(), vec!["127.0.0.1".parse().unwrap()])]);
    Target::new(url.parse().unwrap(), Origin::Program).with_resolver(Resolver::Fixed(known))
}

#[tokio::test]
async fn many_share_few_backends() {
    let server = Server::start(15).await;
    let settings = "pool_mode = transaction\ndefault_pool_size = 2";
    let pooler = PgBouncer::start(&server, settings, None);
    let pool = target(&pooler.url(HOST, "")).pool(8).unwrap();
    let mut tasks = Vec::new();
    for number in 0..8_i64 {
        let pool = pool.clone();
        tasks.push(tokio::spawn(async move {
            for step in 0..20_i64 {
                let mut client = pool.get().await.unwrap();
                let transaction = client.transaction().await.unwrap();
                let sql = format!("select {number}::bigint * 100 + {step}");
                let row = &transaction.query_typed(&sql, &[]).await.unwrap()[0];
                assert_eq!(row.get::<_, i64>(0), number * 100 + step);
                transaction.commit().await.unwrap();
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert!(pool.status().size <= 8);
    let admin = server.admin().await;
    let sql = "select count(*) from pg_stat_activity where usename = 'canary'";
    let backends: i64 = admin.query_one(sql, &[]).await.unwrap().get(0);
    assert!(backends <= 2, "{backends}");
}

#[tokio::test]
async fn a_connection_that_was_cut_is_not_handed_out() {
    let server = Server::start(15).await;
    let pool = target(&server.url(HOST, "")).pool(1).unwrap();
    drop(pool.get().await.unwrap());
    let admin = server.admin().await;
    let sql = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
               where usename = 'canary'";
    let ended: i64 = admin.query_one(sql, &[]).await.unwrap().get(0);
    assert_eq!(ended, 1);
    let client = pool.get().await.unwrap();
    client.query_typed("select 1", &[]).await.unwrap();
}

#[tokio::test]
async fn a_pool_says_why_there_is_no_connection() {
    let server = Server::start(15).await;
    for (host, user, expected) in [
        (
            "unknown.stagecraft.test",
            "canary",
            "error connecting to server",
        ),
        (HOST, "nobody", "db error"),
    ] {
        let url = server.url(host, "").replace("canary", user);
        let error = target(&url).pool(1).unwrap().get().await.unwrap_err();
        assert!(!format!("{error:?}").contains("zq"));
        assert!(error.to_string().contains(expected), "{error}");
    }
}
