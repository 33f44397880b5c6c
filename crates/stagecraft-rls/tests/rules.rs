//! Every rule on its own examples: the bad one is found, the good one is not,
//! and no other rule finds an error or a warning in the good one.

use std::collections::BTreeSet;

use stagecraft_model::Severity;
use stagecraft_rls::rules::{Rule, Scope, check, rules, shapes};
use stagecraft_rls::{Facts, facts};
use stagecraft_testkit::{admin_client, majors, sandbox};
use tokio_postgres::Client;

/// Objects that the example made: found by comparing with the empty platform.
async fn found(client: &Client, sql: &str) -> Vec<(String, Severity, String)> {
    client.batch_execute("begin").await.unwrap();
    let made = client.batch_execute(sql).await;
    assert!(made.is_ok(), "{sql}\n{:?}", made.unwrap_err());
    let facts: Facts = facts::read(client, &[]).await.unwrap();
    let shapes = shapes(client, &facts).await.unwrap();
    let scope = Scope::new(&facts, &shapes, None);
    let findings = check(&scope);
    let keys: BTreeSet<_> = findings.iter().map(|it| &it.key).collect();
    assert_eq!(keys.len(), findings.len(), "{findings:#?}");
    client.batch_execute("rollback").await.unwrap();
    findings
        .into_iter()
        .map(|it| (it.rule, it.severity, it.key))
        .collect()
}

fn without(
    findings: Vec<(String, Severity, String)>,
    platform: &[(String, Severity, String)],
) -> Vec<(String, Severity, String)> {
    findings
        .into_iter()
        .filter(|it| !platform.contains(it))
        .collect()
}

#[tokio::test]
async fn every_rule_finds_its_bad_example_and_nothing_in_the_good_one() {
    let only = std::env::var("CASE").unwrap_or_default();
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = admin_client(&sandbox).await;
        // Objects are made as the project's owner does.
        client.batch_execute("set role postgres").await.unwrap();
        let platform = found(&client, "select 1").await;
        let mut wrong = Vec::new();
        for rule in rules() {
            let rule: &Rule = rule;
            if !rule.id.contains(&only) && !rule.name.contains(&only) {
                continue;
            }
            // Versions and statistics are not made by SQL: see the test below.
            if rule.bad.is_empty() {
                continue;
            }
            let bad = without(found(&client, rule.bad).await, &platform);
            if !bad.iter().any(|it| it.0 == rule.name) {
                wrong.push(format!("{major} {} {}: bad: {bad:?}", rule.id, rule.name));
            }
            let good = without(found(&client, rule.good).await, &platform);
            if good
                .iter()
                .any(|it| it.0 == rule.name || it.1 > Severity::Note)
            {
                wrong.push(format!("{major} {} {}: good: {good:?}", rule.id, rule.name));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        sandbox.stop().await.unwrap();
    }
}

#[tokio::test]
async fn what_no_sql_can_make_is_found_in_facts() {
    let sandbox = sandbox(majors()[0]).await;
    let client = admin_client(&sandbox).await;
    client
        .batch_execute(
            "create table public.notes (id uuid primary key, title text);
             create index notes_title on public.notes (title)",
        )
        .await
        .unwrap();
    let mut facts = facts::read(&client, &[]).await.unwrap();
    let shapes = shapes(&client, &facts).await.unwrap();
    let keys = |facts: &Facts| -> Vec<String> {
        let findings = check(&Scope::new(facts, &shapes, None));
        findings.into_iter().map(|it| it.key).collect()
    };
    let version = "vulnerable-server:server".to_owned();
    let index = "unused-index:public.notes.notes_title".to_owned();
    let before = keys(&facts);
    assert!(!before.contains(&version) && !before.contains(&index));
    facts.server.version = 170_005;
    for relation in &mut facts.relations {
        relation.scans = 5_000;
    }
    let after = keys(&facts);
    assert!(
        after.contains(&version) && after.contains(&index),
        "{after:?}"
    );
    facts.server.version = 180_000;
    assert!(!keys(&facts).contains(&version));
    sandbox.stop().await.unwrap();
}
