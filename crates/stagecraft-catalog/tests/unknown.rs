//! Catalogs that no kind is about: tried on those that kinds are about.

use std::collections::BTreeSet;

use stagecraft_catalog::{Filter, Kind, query};
use tokio_postgres::Client;
use tokio_postgres::types::Type;

use crate::databases;

const EVERYTHING: &str = include_str!("everything.sql");

/// Their rows point at objects of every kind: one by one, in arrays, at columns.
const CATALOGS: [&str; 16] = [
    "pg_amop",
    "pg_cast",
    "pg_constraint",
    "pg_enum",
    "pg_foreign_server",
    "pg_index",
    "pg_inherits",
    "pg_namespace",
    "pg_opclass",
    "pg_policy",
    "pg_publication_rel",
    "pg_range",
    "pg_rewrite",
    "pg_statistic_ext",
    "pg_transform",
    "pg_ts_config_map",
];

#[tokio::test]
async fn their_rows_are_the_same_on_every_server_of_a_major() {
    for major in stagecraft_testkit::majors() {
        let mut answers = Vec::new();
        for n in 0..2 {
            let sandbox = stagecraft_testkit::sandbox(major).await;
            let admin = stagecraft_testkit::admin_client(&sandbox).await;
            for m in 0..n {
                let waste = databases::create(&sandbox, &admin, &format!("waste_{m}")).await;
                waste.batch_execute(EVERYTHING).await.unwrap();
            }
            let client = databases::create(&sandbox, &admin, "shape").await;
            client.batch_execute(EVERYTHING).await.unwrap();
            answers.push(rows(&client, &CATALOGS).await);
        }
        let catalogs: BTreeSet<&str> = answers[0].iter().map(|it| it.0.as_str()).collect();
        let missing: Vec<_> = CATALOGS
            .iter()
            .filter(|it| !catalogs.contains(*it))
            .collect();
        assert!(missing.is_empty(), "no rows of {missing:?} on {major}");
        let different: Vec<_> = answers[0].symmetric_difference(&answers[1]).collect();
        assert!(different.is_empty(), "on {major}: {different:#?}");
    }
}

#[tokio::test]
async fn a_change_in_one_of_them_shows() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let admin = stagecraft_testkit::admin_client(&sandbox).await;
        let client = databases::create(&sandbox, &admin, "shape").await;
        client.batch_execute(EVERYTHING).await.unwrap();
        let before = rows(&client, &["pg_policy"]).await;
        client
            .batch_execute("alter policy readers on public.shops to postgres using (id > 1)")
            .await
            .unwrap();
        let after = rows(&client, &["pg_policy"]).await;
        let changed: BTreeSet<&String> = after
            .iter()
            .flat_map(|it| &it.2)
            .filter(|it| !before.iter().any(|row| row.2.contains(it)))
            .collect();
        let names: Vec<_> = changed
            .iter()
            .filter_map(|it| it.split('=').next())
            .collect();
        assert_eq!(names, ["polqual", "polroles"], "{changed:?}");
        assert!(after.iter().any(|it| it.1 == "public.shops readers"));
    }
}

/// Reads the catalogs as if no kind were about them: name and properties of
/// each row.
async fn rows(client: &Client, catalogs: &[&str]) -> BTreeSet<(String, String, Vec<String>)> {
    let mut sql = query(Kind::Other);
    for catalog in catalogs {
        let without = sql.replace(&format!("{catalog},"), "");
        assert_ne!(without, sql, "{catalog} is not in the list");
        sql = without;
    }
    client
        .batch_execute("begin; set local search_path = ''")
        .await
        .unwrap();
    let answer = client
        .query_typed(&sql, &[(&Filter::default().patterns(), Type::TEXT_ARRAY)])
        .await
        .unwrap();
    client.batch_execute("rollback").await.unwrap();
    answer
        .iter()
        .map(|row| (row.get(2), row.get(3), row.get(4)))
        .collect()
}
