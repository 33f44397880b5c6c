//! Mutants on real servers: every one can be planted and taken back, and those
//! that are no faults are told.

mod affected;

use std::collections::BTreeMap;

use stagecraft_rls::facts::Clause;
use stagecraft_rls::mutant::equivalence::{Verdict, sift};
use stagecraft_rls::mutant::witness::{Answer, assertion, levels, questions, session};
use stagecraft_rls::mutant::{Change, Direction, Mutant, Subject, mutants, operators};
use stagecraft_rls::{Contract, Facts, facts};
use stagecraft_testkit::{client, majors, sandbox};
use tokio_postgres::Client;

const SCHEMA: &str = include_str!("mutants/schema.sql");
const ROWS: &str = include_str!("mutants/rows.sql");
const CONTRACT: &str = include_str!("mutants/rls.toml");

/// Everything that a mutant may change, as text.
const STATE: &str = "select jsonb_build_array(
    (select jsonb_agg(to_jsonb(p) order by p.schemaname, p.tablename, p.policyname) from pg_catalog.pg_policies as p),
    (select jsonb_agg(jsonb_build_array(c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text, c.reloptions) order by c.oid)
        from pg_catalog.pg_class as c where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)),
    (select jsonb_agg(jsonb_build_array(a.attrelid, a.attnum, a.attacl::text) order by a.attrelid, a.attnum)
        from pg_catalog.pg_attribute as a where a.attacl is not null),
    (select jsonb_agg(jsonb_build_array(t.oid, t.tgenabled) order by t.oid) from pg_catalog.pg_trigger as t),
    (select jsonb_agg(jsonb_build_array(p.oid, p.prosrc, p.provolatile, p.prosecdef, p.proconfig, p.prosqlbody::text) order by p.oid)
        from pg_catalog.pg_proc as p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace))
)::text";

async fn state(client: &Client) -> String {
    client.query_one(STATE, &[]).await.unwrap().get(0)
}

fn contract() -> Contract {
    Contract::parse("rls.toml", CONTRACT).unwrap()
}

async fn made(client: &Client) -> (Facts, Vec<Mutant>) {
    let facts = facts::read(client, &[]).await.unwrap();
    let contract = contract();
    let mutants = mutants(&Subject::new(&facts, Some(&contract)));
    (facts, mutants)
}

#[tokio::test]
async fn every_mutant_can_be_planted_and_taken_back() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client.batch_execute(SCHEMA).await.unwrap();
        let (facts, mutants) = made(&client).await;
        let before = state(&client).await;
        client.batch_execute("begin").await.unwrap();
        let mut stillborn = Vec::new();
        let mut by_operator: BTreeMap<&str, usize> = BTreeMap::new();
        for mutant in &mutants {
            *by_operator.entry(&mutant.operator).or_default() += 1;
            client.batch_execute("savepoint it").await.unwrap();
            let mut planted = true;
            for statement in &mutant.ddl {
                if let Err(error) = client.batch_execute(statement).await {
                    stillborn.push(format!("{} {statement}: {error:?}", mutant.id));
                    planted = false;
                    break;
                }
            }
            if planted && mutant.operator != "C3" {
                assert_ne!(state(&client).await, before, "{major} {mutant:#?}");
            }
            client.batch_execute("rollback to it").await.unwrap();
        }
        assert_eq!(state(&client).await, before);
        client.batch_execute("rollback").await.unwrap();
        assert!(stillborn.is_empty(), "{major}\n{}", stillborn.join("\n"));
        let missing: Vec<_> = operators()
            .into_iter()
            .filter(|it| !by_operator.contains_key(it.id))
            .map(|it| it.id)
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(facts.policies.len() > 10);
        let mut ids: Vec<_> = mutants.iter().map(|it| &it.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), mutants.len());
        if major == 17 {
            let lines: Vec<_> = mutants
                .iter()
                .map(|it| format!("{} {:?} {}", it.id, it.direction, it.description))
                .collect();
            insta::assert_snapshot!("mutants", lines.join("\n"));
        }
        sandbox.stop().await.unwrap();
    }
}

#[tokio::test]
async fn mutants_that_are_no_faults_are_told() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client.batch_execute(SCHEMA).await.unwrap();
        let (facts, mutants) = made(&client).await;
        let verdicts = sift(&client, &facts, &mutants).await.unwrap();
        let lines: Vec<_> = mutants
            .iter()
            .filter_map(|it| {
                let words = match verdicts.get(&it.id)? {
                    Verdict::Equivalent { reason } => format!("none: {reason}"),
                    Verdict::Duplicate { of, reason } => format!("as {of}: {reason}"),
                };
                Some(format!("{} {words}", it.id))
            })
            .collect();
        insta::assert_snapshot!("verdicts", lines.join("\n"));
        sandbox.stop().await.unwrap();
    }
}

#[tokio::test]
async fn faults_are_shown_by_rows_and_what_is_none_by_no_row() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client.batch_execute(SCHEMA).await.unwrap();
        client.batch_execute(ROWS).await.unwrap();
        let (facts, mutants) = made(&client).await;
        let contract = contract();
        let verdicts = sift(&client, &facts, &mutants).await.unwrap();
        client.batch_execute("begin").await.unwrap();
        let mut shown = Vec::new();
        // So many policies let in what another one would that little is seen.
        let seen = mutants
            .iter()
            .filter(|it| it.object.name.as_str() != "shapes");
        for mutant in seen {
            for (name, actor) in &contract.actors {
                let actor = actor.get_ref();
                let role = facts.role(&actor.role).unwrap();
                client
                    .batch_execute(&session(&actor.claims(name, None)))
                    .await
                    .unwrap();
                let entry = contract
                    .table
                    .iter()
                    .find(|(name, _)| *name.get_ref() == mutant.object.to_string())
                    .map(|(_, entry)| entry);
                let levels = levels(&contract, entry, actor);
                for question in questions(&facts, mutant, role, &levels) {
                    let answer = client.query_opt(&question.sql, &[]).await;
                    let answer =
                        answer.unwrap_or_else(|error| panic!("{}\n{error:?}", question.sql));
                    let Some(row) = answer else { continue };
                    let answer: Answer = serde_json::from_value(row.get(0)).unwrap();
                    match mutant.direction {
                        Direction::Weakens => assert!(!answer.before, "{mutant:#?}\n{question:#?}"),
                        Direction::Strengthens => {
                            assert!(answer.before, "{mutant:#?}\n{question:#?}");
                        }
                        Direction::Either => {}
                        Direction::Neutral => panic!("{mutant:#?}\n{question:#?}"),
                    }
                    if let Some(Verdict::Equivalent { reason }) = verdicts.get(&mutant.id) {
                        // Who has no privilege, or reads where policies are not
                        // asked, sees no row, whatever policies say.
                        assert!(
                            reason.contains("may") || reason.contains("is off"),
                            "{major} {reason}\n{mutant:#?}\n{question:#?}"
                        );
                    }
                    let relation = facts.relation(&mutant.object).unwrap();
                    let advice = assertion(&contract, relation, name, &question, &levels, &answer);
                    if let Some(toml) = &advice.toml {
                        // It is an entry of a contract as it stands.
                        let text = CONTRACT.split("[table.").next().unwrap();
                        let columns = "tenant = 'tenant_id'\nowner = 'owner_id'";
                        let read = Contract::parse("", &format!("{text}\n{toml}{columns}"));
                        assert!(read.is_ok(), "{toml}\n{read:?}");
                    }
                    shown.push(format!(
                        "{} {:?}: {}\n{}",
                        mutant.id,
                        question.clause,
                        advice.note,
                        advice.toml.unwrap_or_default()
                    ));
                }
            }
        }
        client.batch_execute("rollback").await.unwrap();
        let notes: Vec<_> = shown
            .into_iter()
            .filter(|it| it.contains("public.notes"))
            .collect();
        if major == 17 {
            insta::assert_snapshot!("witnesses", notes.join("\n"));
        }
        sandbox.stop().await.unwrap();
    }
}

fn becomes(mutant: &Mutant, clause: Clause) -> Option<String> {
    let Change::Policy { after, .. } = &mutant.change else {
        return None;
    };
    after.as_ref()?.effective(clause).map(str::to_owned)
}

#[tokio::test]
async fn conditions_let_in_what_is_said_of_them() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client.batch_execute(SCHEMA).await.unwrap();
        client.batch_execute(ROWS).await.unwrap();
        let (facts, mutants) = made(&client).await;
        let contract = contract();
        let verdicts = sift(&client, &facts, &mutants).await.unwrap();
        client.batch_execute("begin").await.unwrap();
        let mut compared = 0;
        for mutant in &mutants {
            // What is said of a policy alone has to hold of the policy alone:
            // beside others it might be hidden.
            let changes = mutant.predicates().into_iter();
            let pairs: Vec<_> = match (verdicts.get(&mutant.id), mutant.direction) {
                (Some(Verdict::Equivalent { reason }), _) if reason.contains("planner") => {
                    changes.map(|it| (it.original, "<>", it.mutated)).collect()
                }
                (Some(Verdict::Duplicate { of, reason }), _) if reason.contains("planner") => {
                    let other = mutants.iter().find(|it| it.id == *of).unwrap();
                    assert!(!verdicts.contains_key(of), "{} is told by {of}", mutant.id);
                    [Clause::Using, Clause::Check]
                        .into_iter()
                        .filter_map(|it| Some((becomes(mutant, it)?, "<>", becomes(other, it)?)))
                        .collect()
                }
                (_, Direction::Neutral) => {
                    changes.map(|it| (it.original, "<>", it.mutated)).collect()
                }
                (_, Direction::Weakens) => {
                    changes.map(|it| (it.original, ">", it.mutated)).collect()
                }
                (_, Direction::Strengthens) => {
                    changes.map(|it| (it.original, "<", it.mutated)).collect()
                }
                (_, Direction::Either) => continue,
            };
            for (one, not, other) in pairs {
                for (name, actor) in &contract.actors {
                    let claims = session(&actor.get_ref().claims(name, None));
                    client.batch_execute(&claims).await.unwrap();
                    let sql = format!(
                        "select from {} where (({one}) is true) {not} (({other}) is true)",
                        mutant.object
                    );
                    let rows = client.query(&sql, &[]).await.unwrap();
                    assert!(rows.is_empty(), "{major} {}: {sql}", mutant.id);
                    compared += 1;
                }
            }
        }
        assert!(compared > 300, "{compared}");
        sandbox.stop().await.unwrap();
    }
}
