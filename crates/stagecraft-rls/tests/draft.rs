//! Contracts drafted from small schemas: each says what the policies do, and a
//! check of it holds, but for the holes that are there.

use stagecraft_model::Verdict;
use stagecraft_rls::{Check, Contract, Declared, Draft, check, draft};
use stagecraft_sandbox::Sandbox;
use stagecraft_testkit::{cases, client, majors, sandbox};
use tokio_postgres::{Client, NoTls};

/// Returns a database with only the schema, and a copy of it with rows.
async fn databases(sandbox: &Sandbox, schema: &str, rows: &str) -> (Client, Client) {
    let fresh = client(sandbox).await;
    fresh.batch_execute(schema).await.unwrap();
    drop(fresh);
    let mut config = sandbox.admin_config();
    config.dbname("template1");
    let (admin, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    let copy = "create database filled template postgres owner postgres";
    while let Err(error) = admin.batch_execute(copy).await {
        assert_eq!(error.code().unwrap().code(), "55006", "{error:?}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let mut config = sandbox.config();
    config.dbname("filled");
    let (filled, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    filled.batch_execute(rows).await.unwrap();
    (client(sandbox).await, filled)
}

async fn checked(client: &Client, draft: &Draft) -> Check {
    let file = "rls.toml".to_owned();
    let declared = Declared {
        contract: Contract::parse(&file, &draft.toml).unwrap(),
        file,
        text: draft.toml.clone(),
        fixture: draft.fixture.clone(),
    };
    check(client, &declared, "2026-01-01".parse().unwrap())
        .await
        .unwrap()
}

fn failing(check: &Check) -> Vec<String> {
    let cells = check.cells.iter();
    let failing = cells.filter(|it| it.verdict == Verdict::NotHeld);
    failing
        .map(|it| format!("{} {} as {}", it.object, it.command, it.actor))
        .collect()
}

#[tokio::test]
async fn drafts_say_what_policies_do() {
    for major in majors() {
        for case in cases(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/draft"), "sql") {
            let sandbox = sandbox(major).await;
            let (schema, rows) = case.text.split_once("-- rows\n").unwrap();
            let (fresh, filled) = databases(&sandbox, schema, rows).await;
            let schemas = ["public", "graphql_public"].map(str::to_owned);
            let draft = draft(&fresh, &filled, &schemas).await.unwrap();
            // Privileges differ: 17 has one more.
            if major == 15 {
                insta::assert_snapshot!(case.name.as_str(), draft.toml);
            }
            let check = checked(&fresh, &draft).await;
            assert!(check.probes > 0);
            let findings = check.findings.iter().map(|it| it.rule.as_str());
            let others: Vec<_> = findings
                .filter(|it| {
                    ["undeclared-object", "undeclared-function", "missing-object"].contains(it)
                })
                .collect();
            assert!(others.is_empty(), "{others:?}");
            let found = failing(&check);
            if case.name == "public_read" {
                // The hole, for each of those who can use it, and nothing else.
                let who = ["anonymous", "claimless", "first", "second", "stale"];
                let hole = who.map(|it| format!("public.comments delete as {it}"));
                assert_eq!(found, hole);
                let note = format!(
                    "public.comments: no level of DELETE fits {}; the closest is \"all\"",
                    who.join(", ")
                );
                assert_eq!(draft.notes, [note]);
            } else {
                assert!(draft.notes.is_empty(), "{} {:?}", case.name, draft.notes);
                assert!(found.is_empty(), "{major} {}: {found:#?}", case.name);
            }
            // Nothing of the fixture has stayed.
            let users = fresh
                .query_one("select count(*) from auth.users", &[])
                .await;
            assert_eq!(users.unwrap().get::<_, i64>(0), 0);
            sandbox.stop().await.unwrap();
        }
    }
}
