//! What the application writes between a migration and its way back survives.

use std::path::Path;
use std::sync::Arc;

use stagecraft_apply::FileOutcome;

use crate::cases::difference;
use crate::database::{base, copy, migrate};
use crate::oracle;

#[tokio::test]
async fn rows_written_since_survive() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/since");
    let only = std::env::var("CASE").ok();
    for major in stagecraft_testkit::majors() {
        let sandbox = Arc::new(stagecraft_testkit::sandbox(major).await);
        let admin = base(&sandbox).await;
        for case in stagecraft_testkit::cases(&root, "sql") {
            if only.as_ref().is_some_and(|only| !case.name.contains(only)) {
                continue;
            }
            let (up, since) = case.text.split_once("-- since:").unwrap();
            let session = copy(&sandbox, &admin, &case.name).await;
            let before = oracle::rows(session.client()).await;
            let (session, migrated) = migrate(session, up).await;
            let client = session.client();
            assert_eq!(
                migrated.report.outcome,
                FileOutcome::Applied,
                "{}: {:?}",
                case.name,
                migrated.report.failure
            );
            client.batch_execute(since).await.unwrap();
            let written = oracle::rows(client).await;
            let sql: Vec<_> = migrated
                .statements
                .iter()
                .map(|it| it.sql.as_str())
                .collect();
            let back = format!(
                "begin; set local check_function_bodies = off;\n{};\ncommit",
                sql.join(";\n")
            );
            let ended = client.batch_execute(&back).await;
            let ended = ended.map_err(|error| error.as_db_error().unwrap().to_string());
            if ended.is_err() {
                client.batch_execute("rollback").await.unwrap();
                assert_eq!(oracle::rows(client).await, written, "{}", case.name);
            }
            let after = oracle::rows(client).await;
            let text = format!(
                "{}\n--- the rows before, and the rows now\n{}\n--- conflicts\n{}",
                ended.map_or_else(|error| error, |()| "went back".to_owned()),
                difference(&before, &after),
                conflicts(client).await
            );
            insta::with_settings!({
                snapshot_path => &root,
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(case.name.as_str(), text);
            });
        }
    }
}

async fn conflicts(client: &tokio_postgres::Client) -> String {
    let there = client
        .query_one(
            "select to_regclass('stagecraft_keep.conflicts') is not null",
            &[],
        )
        .await
        .unwrap();
    if !there.get::<_, bool>(0) {
        return String::new();
    }
    let rows = client
        .query(
            "select relation || ' ' || key::text || ' ' || why from stagecraft_keep.conflicts order by 1",
            &[],
        )
        .await
        .unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    lines.join("\n")
}
