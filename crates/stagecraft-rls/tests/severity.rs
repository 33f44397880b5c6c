//! How much a hit matters goes by who reaches what, and what is meant is no hit.
//!
//! A case is SQL below lines such as `-- expect S01 public.t: error`.

use std::fmt::Write as _;

use stagecraft_model::Severity;
use stagecraft_rls::contract::Contract;
use stagecraft_rls::facts;
use stagecraft_rls::rules::{Scope, check, shapes};
use stagecraft_testkit::{admin_client, majors, sandbox};
use tokio_postgres::Client;

const NOTES: &str = include_str!("severity/notes.sql");

#[tokio::test]
async fn tables_matter_by_who_reaches_them() {
    hold(include_str!("severity/tables.sql"), None).await;
}

#[tokio::test]
async fn policies_matter_by_what_they_do_together() {
    hold(include_str!("severity/policies.sql"), None).await;
}

#[tokio::test]
async fn views_matter_by_whose_rights_they_read_with() {
    hold(include_str!("severity/views.sql"), None).await;
}

#[tokio::test]
async fn functions_matter_by_what_they_ask() {
    hold(include_str!("severity/functions.sql"), None).await;
}

#[tokio::test]
async fn roles_matter_by_what_they_can_become() {
    hold(include_str!("severity/roles.sql"), None).await;
}

#[tokio::test]
async fn a_contract_says_what_is_meant() {
    let contract = Contract::parse("rls.toml", include_str!("severity/rls.toml")).unwrap();
    hold(include_str!("severity/declared.sql"), Some(&contract)).await;
}

/// What a rule should make of an object.
#[derive(Debug)]
struct Expectation<'a> {
    id: &'a str,
    object: &'a str,
    severity: Option<Severity>,
}

fn expectation(text: &str) -> Expectation<'_> {
    let (rest, severity) = text.rsplit_once(": ").unwrap();
    let (id, object) = rest.split_once(' ').unwrap();
    let severity = match severity {
        "nothing" => None,
        "note" => Some(Severity::Note),
        "warning" => Some(Severity::Warning),
        other => {
            assert_eq!(other, "error", "{text}");
            Some(Severity::Error)
        }
    };
    Expectation {
        id,
        object,
        severity,
    }
}

/// Splits a file into cases: what is expected, and of what.
fn cases(file: &str) -> Vec<(Vec<Expectation<'_>>, String)> {
    let mut cases: Vec<(Vec<_>, String)> = Vec::new();
    for line in file.lines() {
        let expected = line.strip_prefix("-- expect ").map(expectation);
        match (expected, cases.last_mut()) {
            (Some(it), Some(case)) if case.1.is_empty() => case.0.push(it),
            (Some(it), _) => cases.push((vec![it], String::new())),
            (None, Some(case)) => {
                case.1.push_str(line);
                case.1.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(!cases.is_empty());
    cases
}

async fn hold(file: &str, contract: Option<&Contract>) {
    let only = std::env::var("CASE").unwrap_or_default();
    let mut cases = cases(file);
    cases.retain(|(expected, _)| expected.iter().any(|it| it.id.contains(&only)));
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = admin_client(&sandbox).await;
        client.batch_execute("set role postgres").await.unwrap();
        let mut wrong = String::new();
        for (expected, sql) in &cases {
            compare(&client, expected, sql, contract, &mut wrong).await;
        }
        assert!(wrong.is_empty(), "{major}: {wrong}");
        sandbox.stop().await.unwrap();
    }
}

async fn compare(
    client: &Client,
    expected: &[Expectation<'_>],
    sql: &str,
    contract: Option<&Contract>,
    wrong: &mut String,
) {
    client.batch_execute("begin").await.unwrap();
    client.batch_execute(NOTES).await.unwrap();
    let made = client.batch_execute(sql).await;
    assert!(made.is_ok(), "{sql}\n{:?}", made.unwrap_err());
    let facts = facts::read(client, &[]).await.unwrap();
    let shapes = shapes(client, &facts).await.unwrap();
    let findings = check(&Scope::new(&facts, &shapes, contract));
    client.batch_execute("rollback").await.unwrap();
    for expected in expected {
        let found: Vec<_> = findings
            .iter()
            .filter(|it| {
                it.message.starts_with(expected.id)
                    && it
                        .key
                        .split_once(':')
                        .is_some_and(|it| it.1 == expected.object)
            })
            .map(|it| it.severity)
            .collect();
        if found != expected.severity.into_iter().collect::<Vec<_>>() {
            writeln!(wrong, "{expected:?}, but found {found:?} in\n{sql}").unwrap();
        }
    }
}
