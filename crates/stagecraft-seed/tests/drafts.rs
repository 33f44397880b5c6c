//! Drafts are read back and fit their schema, and say nothing of what rows hold.

use std::path::Path;

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;
use stagecraft_seed::{FillConfig, Profile, Statistics, draft, fill};
use tokio_postgres::Client;

use crate::{databases, profiles};

/// Text that is in every row, and nowhere else.
const CANARY: &str = "canary";

const PEOPLE: &str = "
    create type mood as enum ('sad', 'glad', 'calm');
    create domain score as numeric(6, 2);
    create domain better_score as score;
    create table organizations (id bigint primary key, name text not null);
    create table people (
        organization_id bigint not null references organizations,
        id uuid primary key default gen_random_uuid(),
        mood mood, is_glad boolean not null, score better_score, age int not null, joined timestamptz,
        badge int unique not null, name text not null, data jsonb, bytes bytea, code varchar(20),
        tags text[], address inet, span tstzrange, folded \"char\"
    );
    create table never (id int primary key, organization_id bigint references organizations);
    insert into organizations select n, 'canary' from generate_series(1, 4) n;
    insert into people
    select 1 + n % 4, gen_random_uuid(), (array['sad', 'glad', 'glad', 'calm', null])[1 + n % 5]::mood,
        n % 4 = 0, case when n % 3 > 0 then n * 1.5 end, 18 + n % 300,
        timestamptz '2026-01-01 00:00Z' + n * interval '1 hour', n, 'canary ' || n % 3,
        '{\"canary\": 1}', 'canary', 'canary' || n, '{canary}', '10.0.0.1', '[2026-01-01,2026-01-02)', 'c'
    from generate_series(1, 600) n;";

/// Returns what the law says is wrong with a draft.
fn complaints(text: &str, snapshot: &Snapshot) -> Vec<String> {
    match Profile::parse("seed.toml", text) {
        Ok(profile) => profile.check(snapshot).iter().map(profiles::line).collect(),
        Err(error) => vec![error.to_string()],
    }
}

async fn analyzed(client: &Client, snapshot: &Snapshot) -> Statistics {
    client.batch_execute("analyze").await.unwrap();
    Statistics::of(client, snapshot).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drafts_are_read_back_and_fit() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let major = stagecraft_testkit::majors().pop().unwrap();
    let sandbox = stagecraft_testkit::sandbox(major).await;
    let mut wrong = Vec::new();
    for case in stagecraft_testkit::cases(&folder, "sql") {
        let client = databases::with(&sandbox, &case.name, &case.text).await;
        let snapshot = databases::read(&client).await;
        let tables = databases::own_tables(&snapshot);
        fill(&client, &snapshot, &tables, &FillConfig::new(1))
            .await
            .unwrap();
        let statistics = analyzed(&client, &snapshot).await;
        for statistics in [None, Some(&statistics)] {
            let text = draft(&snapshot, statistics);
            for complaint in complaints(&text, &snapshot) {
                wrong.push(format!("{}: {complaint}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn statistics_say_nothing_of_what_rows_hold() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let client = databases::with(&sandbox, "people", PEOPLE).await;
        let snapshot = databases::read(&client).await;
        let name = QualifiedName::new("public", "people");
        let before = Statistics::of(&client, &snapshot).await.unwrap();
        assert!(!before.tables[&name].analyzed);
        let text = draft(&snapshot, Some(&before));
        assert!(text.contains("never analyzed"), "{text}");

        client
            .batch_execute("analyze organizations, people")
            .await
            .unwrap();
        let statistics = Statistics::of(&client, &snapshot).await.unwrap();
        let people = &statistics.tables[&name];
        assert_eq!(people.rows, Some(600));
        let values: Vec<&str> = people
            .columns
            .iter()
            .filter(|(_, it)| !it.bounds.is_empty() || !it.labels.is_empty())
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(values, ["age", "is_glad", "joined", "mood", "score"]);
        let text = draft(&snapshot, Some(&statistics));
        for said in [format!("{statistics:?}"), text.clone()] {
            assert!(!said.contains(CANARY), "{said}");
            assert!(!said.contains("10.0.0.1"), "{said}");
        }
        assert_eq!(complaints(&text, &snapshot), [""; 0]);
        insta::with_settings!({
            snapshot_path => "profiles",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("draft", text);
        });
    }
}

#[tokio::test]
async fn reading_statistics_changes_nothing_and_ends_its_transaction() {
    let major = stagecraft_testkit::majors().pop().unwrap();
    let sandbox = stagecraft_testkit::sandbox(major).await;
    let client = databases::with(&sandbox, "parts", PARTS).await;
    let snapshot = databases::read(&client).await;
    client.batch_execute("analyze facts_2026").await.unwrap();
    let statistics = Statistics::of(&client, &snapshot).await.unwrap();
    let facts = &statistics.tables[&QualifiedName::new("public", "facts")];
    // The whole was never analyzed, its part was.
    assert_eq!((facts.rows, facts.columns.len()), (Some(150), 0));
    client
        .batch_execute("set local search_path = x")
        .await
        .unwrap();
    let path = client.query_one("show search_path", &[]).await.unwrap();
    assert_ne!(path.get::<_, String>(0), "x");
    client.batch_execute("create table later ()").await.unwrap();
}

const PARTS: &str = "
    create table facts (at date not null, n int not null) partition by range (at);
    create table facts_2026 partition of facts for values from ('2026-01-01') to ('2027-01-01');
    insert into facts select date '2026-01-01' + n, n from generate_series(0, 149) n;";
