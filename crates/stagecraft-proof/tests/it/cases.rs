//! Each case is a migration of `base.sql`; its first line is the grade that its
//! way back must have, and whether that is no transaction. What stands before
//! `-- migration:` runs first.

use std::path::Path;
use std::sync::Arc;

use stagecraft_apply::FileOutcome;
use stagecraft_proof::Grade;
use stagecraft_sandbox::Sandbox;
use stagecraft_testkit::Case;
use tokio_postgres::Client;

use crate::database::{base, copy, migrate};
use crate::oracle;

const MIGRATION: &str = "-- migration:\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_way_back_has_the_grade_that_it_should() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let only = std::env::var("CASE").ok();
    let cases: Vec<_> = stagecraft_testkit::cases(root, "sql")
        .into_iter()
        .filter(|it| only.as_ref().is_none_or(|only| it.name.contains(only)))
        .collect();
    for major in stagecraft_testkit::majors() {
        let sandbox = Arc::new(stagecraft_testkit::sandbox(major).await);
        let admin = Arc::new(base(&sandbox).await);
        let mut wrong = Vec::new();
        // Extensions are known to all databases of a server, which minds two
        // sessions that drop one at the same moment.
        let (alone, together): (Vec<_>, Vec<_>) = cases
            .iter()
            .cloned()
            .partition(|it| it.name.starts_with("extension"));
        for chunk in together.chunks(4).chain(alone.chunks(1)) {
            let running: Vec<_> = chunk
                .iter()
                .map(|case| {
                    tokio::spawn(check(
                        Arc::clone(&sandbox),
                        Arc::clone(&admin),
                        case.clone(),
                        major,
                    ))
                })
                .collect();
            for checked in running {
                wrong.extend(checked.await.unwrap());
            }
        }
        assert!(
            wrong.is_empty(),
            "on {major}: {} of {}\n{}",
            wrong.len(),
            cases.len(),
            wrong.join("\n")
        );
    }
}

async fn check(
    sandbox: Arc<Sandbox>,
    admin: Arc<Client>,
    case: Case,
    major: u16,
) -> Option<String> {
    let expected = case
        .text
        .lines()
        .next()?
        .trim_start_matches("-- ")
        .to_owned();
    let session = copy(&sandbox, &admin, &case.name).await;
    let (setup, migration) = case.text.split_once(MIGRATION).unwrap_or(("", &case.text));
    session.client().batch_execute(setup).await.unwrap();
    let rows = oracle::rows(session.client()).await;
    let dump = (major == oracle::MAJOR).then(|| oracle::dump(&sandbox, &case.name));
    let (session, migrated) = migrate(session, migration).await;
    if migrated.report.outcome != FileOutcome::Applied {
        return Some(format!("--- {}: {:?}", case.name, migrated.report.failure));
    }
    let proof = migrated.proof?;
    let mut wrong = Vec::new();
    let form = if proof.generated.no_transaction {
        ", no transaction"
    } else {
        ""
    };
    let found = format!("{}{form}", proof.generated.grade.label());
    if found != expected || !proof.generated.applies_again {
        wrong.push(format!("{found} {:#?}", proof.generated.reasons));
    }
    // The same for good, with another judge.
    let sql: Vec<_> = migrated
        .statements
        .iter()
        .map(|it| it.sql.as_str())
        .collect();
    let back = if proof.generated.no_transaction {
        sql.iter().map(ToString::to_string).collect()
    } else {
        let sql = sql.join(";\n");
        vec![format!(
            "begin; set local check_function_bodies = off;\n{sql};\ncommit"
        )]
    };
    let sql = sql.join(";\n");
    if let Err(error) = one_by_one(session.client(), &back).await {
        wrong.push(format!(
            "for good: {:?}",
            error
                .as_db_error()
                .map(tokio_postgres::error::DbError::message)
        ));
        let _ = session.client().batch_execute("rollback").await;
    } else {
        let now = oracle::rows(session.client()).await;
        if now != rows {
            wrong.push(format!("rows:\n{}", difference(&rows, &now)));
        }
        let dumped = dump.flatten().zip(
            (major == oracle::MAJOR)
                .then(|| oracle::dump(&sandbox, &case.name))
                .flatten(),
        );
        if let Some((was, is)) = dumped
            && proof.generated.grade == Grade::Exact
            && was != is
        {
            wrong.push(format!("pg_dump:\n{}", difference(&was, &is)));
        }
    }
    if wrong.is_empty() {
        return None;
    }
    let kept: Vec<_> = proof
        .kept
        .tables
        .iter()
        .map(|it| format!("{} {:?} {:?}", it.relation, it.strategy, it.key))
        .collect();
    Some(format!(
        "--- {}\n{}\nkept: {kept:#?}\n{sql}",
        case.name,
        wrong.join("\n")
    ))
}

async fn one_by_one(client: &Client, statements: &[String]) -> Result<(), tokio_postgres::Error> {
    for sql in statements {
        client.batch_execute(sql).await?;
    }
    Ok(())
}

pub(crate) fn difference(was: &str, is: &str) -> String {
    let old: Vec<_> = was.lines().collect();
    let new: Vec<_> = is.lines().collect();
    let gone = old
        .iter()
        .filter(|it| !new.contains(it))
        .map(|it| format!("- {it}"));
    let more = new
        .iter()
        .filter(|it| !old.contains(it))
        .map(|it| format!("+ {it}"));
    gone.chain(more).collect::<Vec<_>>().join("\n")
}
