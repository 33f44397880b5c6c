//! Mutants on real servers: every one can be planted and taken back, and those
//! that are no faults are told.

use std::collections::BTreeMap;

use stagecraft_rls::mutant::equivalence::{Verdict, sift};
use stagecraft_rls::mutant::witness::{Answer, assertion, levels, questions, session};
use stagecraft_rls::mutant::{Direction, Mutant, Subject, mutants, operators};
use stagecraft_rls::{Contract, Facts, facts};
use stagecraft_testkit::{client, majors, sandbox};
use tokio_postgres::Client;

const SCHEMA: &str = include_str!("mutants/schema.sql");
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
        // The owner is one whom policies never hold for, as on the platform.
        assert_eq!(missing, ["M23"]);
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

const ROWS: &str = "
    insert into public.tenants values ('00000000-0000-4000-8000-00000000000a', 'a'), ('00000000-0000-4000-8000-00000000000b', 'b');
    insert into public.members values
      ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000001', 'editor', 'member'),
      ('00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-000000000002', 'admin', 'owner');
    alter table public.notes disable trigger \"Own it\";
    insert into public.notes (id, tenant_id, owner_id, public) values
      ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000001', true),
      ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-000000000002', false),
      ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-00000000000b', null, false);
    alter table public.notes enable trigger \"Own it\"";

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
        for mutant in &mutants {
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

#[tokio::test]
async fn what_a_mutant_can_be_noticed_at_is_known() {
    let major = majors()[0];
    let sandbox = sandbox(major).await;
    let client = client(&sandbox).await;
    client.batch_execute(SCHEMA).await.unwrap();
    let (_, mutants) = made(&client).await;
    let affected = |id: &str| {
        let found = mutants.iter().find(|it| it.id == id);
        let affected = &found.unwrap_or_else(|| panic!("no {id}")).affected;
        let relations: Vec<_> = affected.relations.iter().map(ToString::to_string).collect();
        let routines: Vec<_> = affected.routines.iter().map(String::as_str).collect();
        format!("{} / {}", relations.join(" "), routines.join(" "))
    };
    // Its own policies, policies that read it as the caller, and what reads those.
    // Helpers that read it as an owner whom policies never hold for are not asked.
    assert_eq!(
        affected("M01:public.members.own:1"),
        "public.members public.note_list public.notes / public.count_notes()"
    );
    assert_eq!(
        affected("M01:public.notes.remove:1"),
        "public.note_list public.notes / public.count_notes()"
    );
    // Whoever asks the helper.
    assert_eq!(
        affected("M28:private.is_member(uuid):true"),
        "public.members public.note_list public.notes / private.is_member(uuid) public.count_notes()"
    );
    // A partition is reached by its parent, too.
    assert_eq!(
        affected("M32:public.events_old:off"),
        "private.events_new public.events public.events_old / "
    );
    sandbox.stop().await.unwrap();
}
