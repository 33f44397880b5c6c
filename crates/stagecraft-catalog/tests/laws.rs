//! What holds for every database: one shape, one digest, whoever reads it.

use stagecraft_catalog::{Filter, Kind, Snapshot, diff};
use stagecraft_connect::snapshot::{read, read_within};

use crate::databases;

/// A bit of every kind, with expressions whose text depends on settings.
const EVERYTHING: &str = include_str!("everything.sql");

#[tokio::test]
async fn equal_ddl_gives_equal_digests_on_every_server_of_a_major() {
    for major in stagecraft_testkit::majors() {
        let mut digests = Vec::new();
        for n in 0..2 {
            let sandbox = stagecraft_testkit::sandbox(major).await;
            let admin = stagecraft_testkit::admin_client(&sandbox).await;
            // Other oids, other attribute numbers, another physical order.
            for m in 0..n {
                let waste = databases::create(&sandbox, &admin, &format!("waste_{m}")).await;
                waste.batch_execute(EVERYTHING).await.unwrap();
            }
            let client = databases::create(&sandbox, &admin, "shape").await;
            if n == 1 {
                client
                    .batch_execute("create table public.x (n int); drop table public.x")
                    .await
                    .unwrap();
            }
            client.batch_execute(EVERYTHING).await.unwrap();
            let snapshot = databases::read(&client).await;
            for kind in Kind::ALL.iter().filter(|it| **it != Kind::InheritedGrant) {
                assert!(snapshot.count_of(*kind) > 0, "no {kind} in everything.sql");
            }
            digests.push((snapshot.digest(), databases::read(&admin).await.digest()));
        }
        assert_eq!(digests[0], digests[1], "on {major}");
    }
}

#[tokio::test]
async fn the_reader_and_its_settings_do_not_matter() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let admin = stagecraft_testkit::admin_client(&sandbox).await;
        let client = databases::create(&sandbox, &admin, "shape").await;
        client.batch_execute(EVERYTHING).await.unwrap();
        let usual = databases::read(&client).await;
        assert!(diff(&usual, &usual.clone()).is_empty());
        for setting in [
            "search_path = public, app, pg_catalog",
            "search_path = app",
            "timezone = 'Asia/Tokyo'",
            "datestyle = 'German'",
            "intervalstyle = 'iso_8601'",
            "quote_all_identifiers = on",
            "standard_conforming_strings = off",
            "extra_float_digits = 0",
            "bytea_output = 'escape'",
            "default_transaction_isolation = serializable",
            "role = postgres",
            "role = anon",
        ] {
            client
                .batch_execute(&format!("set {setting}"))
                .await
                .unwrap();
            let other = databases::read(&client).await;
            let changes: Vec<_> = diff(&usual, &other)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert!(changes.is_empty(), "{setting} on {major}: {changes:#?}");
            assert_eq!(usual.digest(), other.digest());
            client.batch_execute("reset role; reset all").await.unwrap();
        }
    }
}

#[tokio::test]
async fn within_a_transaction_its_own_changes_are_seen_and_its_settings_stay() {
    let sandbox = stagecraft_testkit::sandbox(17).await;
    let client = stagecraft_testkit::client(&sandbox).await;
    let filter = Filter::default();
    let before = read(&client, &filter).await.unwrap();
    client
        .batch_execute("begin; set local search_path = storage; create table public.mine (id int)")
        .await
        .unwrap();
    let within = read_within(&client, &filter).await.unwrap();
    let row = client.query_one("show search_path", &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "storage");
    client.batch_execute("rollback").await.unwrap();
    let after = read(&client, &filter).await.unwrap();
    let lines: Vec<_> = diff(&before, &within)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        lines,
        ["created table public.mine", "created column public.mine.id"]
    );
    assert_eq!(before.digest(), after.digest());
    let error = read_within(&client, &filter).await.unwrap_err();
    assert!(error.to_string().contains("25P01"), "{error}");
}

#[tokio::test]
async fn a_snapshot_survives_being_a_document() {
    let sandbox = stagecraft_testkit::sandbox(17).await;
    let admin = stagecraft_testkit::admin_client(&sandbox).await;
    let client = databases::create(&sandbox, &admin, "shape").await;
    client.batch_execute(EVERYTHING).await.unwrap();
    let snapshot = databases::read(&client).await;
    let text = serde_json::to_string(&snapshot).unwrap();
    let again: Snapshot = serde_json::from_str(&text).unwrap();
    assert_eq!(again.digest(), snapshot.digest());
    assert!(diff(&again, &snapshot).is_empty());
    assert_eq!(serde_json::to_string(&again).unwrap(), text);
}

#[tokio::test]
async fn what_may_be_a_secret_stays_in_the_server() {
    let sandbox = stagecraft_testkit::sandbox(17).await;
    let admin = stagecraft_testkit::admin_client(&sandbox).await;
    let client = databases::create(&sandbox, &admin, "shape").await;
    client
        .batch_execute(
            "create foreign data wrapper far options (aws_secret_access_key 'hush'); \
             create server north foreign data wrapper far \
             options (conn_string 'hush', url 'https://me:hush@there', host 'here'); \
             create user mapping for public server north options (password 'hush', \"user\" 'me'); \
             create foreign table public.t (n int) server north options (api_token 'hush'); \
             create subscription near connection 'password=hush' publication changes \
             with (connect = false, slot_name = none)",
        )
        .await
        .unwrap();
    let text = serde_json::to_string(&databases::read(&client).await).unwrap();
    assert!(!text.contains("hush"), "{text}");
    assert_eq!(text.matches("=sha256 ").count(), 5, "{text}");
    assert!(text.contains("host=here") && text.contains("user=me"));
}

#[tokio::test]
async fn the_filter_leaves_out_what_it_names() {
    let sandbox = stagecraft_testkit::sandbox(15).await;
    let client = stagecraft_testkit::client(&sandbox).await;
    let without = Filter {
        without_schemas: ["auth".to_owned()].into(),
        without_prefixes: ["sto".to_owned()].into(),
    };
    let all = read(&client, &Filter::everything()).await.unwrap();
    let some = read(&client, &without).await.unwrap();
    let schemas = |it: &Snapshot| -> Vec<String> {
        it.tables
            .iter()
            .map(|it| it.schema.as_str().to_owned())
            .collect()
    };
    for schema in ["auth", "storage"] {
        assert!(schemas(&all).iter().any(|it| it == schema));
        assert!(!schemas(&some).iter().any(|it| it == schema));
    }
}
