//! The repository's own `supabase/`: every way back, its tests, its jobs.

use std::process::{Command, Output};

use stagecraft_apply::{Session, history};
use stagecraft_catalog::{Filter, Snapshot, diff};
use stagecraft_plan::Project;
use stagecraft_sandbox::Sandbox;

use crate::support::{apply_one, block, repository, stagecraft};

/// Taken before each migration: the catalog, and `pg_dump` where there is one
/// of the server's major version.
struct Before {
    snapshot: Snapshot,
    dump: Option<String>,
}

async fn look(session: &Session, sandbox: &Sandbox) -> Before {
    Before {
        snapshot: stagecraft_connect::snapshot::read(session.client(), &Filter::default())
            .await
            .unwrap(),
        dump: dump(sandbox),
    }
}

/// Returns what an independent tool says of the schema; nothing when it is not
/// installed in the server's major version, which the test then names.
fn dump(sandbox: &Sandbox) -> Option<String> {
    let version = Command::new("pg_dump").arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let wanted = format!(" {}.", sandbox.server().major);
    if !version.contains(&wanted) {
        return None;
    }
    let output = Command::new("pg_dump")
        .args(["--schema-only", "--dbname"])
        .arg(sandbox.url())
        .output()
        .ok()?;
    assert!(output.status.success(), "{}", block(&output));
    // `\restrict` holds a random key.
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(
        text.lines()
            .filter(|it| !it.starts_with('\\'))
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

#[tokio::test]
async fn every_rollback_restores_what_was_before() {
    let project = Project::read(&repository()).unwrap();
    let plan = stagecraft_plan::plan(&project, None);
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let session = Session::connect_plain(&sandbox.config()).await.unwrap();
        let watcher = Session::connect_plain(&sandbox.config()).await.unwrap();
        history::ensure(&session).await.unwrap();
        let mut before = Vec::new();
        for migration in &plan.migrations {
            before.push(look(&watcher, &sandbox).await);
            apply_one(&session, &project, migration).await;
        }
        if before.iter().all(|it| it.dump.is_none()) {
            println!("no pg_dump {major} here: the catalog snapshot alone judges");
        }
        for (migration, expected) in plan.migrations.iter().zip(&before).rev() {
            let rollback = &project.rollbacks[&migration.version];
            let sql = format!("begin;\n{}\n;commit", rollback.sql);
            session
                .client()
                .batch_execute(&sql)
                .await
                .unwrap_or_else(|error| {
                    panic!("{}: {:?}", rollback.path, error.as_db_error());
                });
            let after = look(&watcher, &sandbox).await;
            let changes: Vec<_> = diff(&expected.snapshot, &after.snapshot)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(
                changes,
                Vec::<String>::new(),
                "{} on {major}",
                rollback.path
            );
            assert_eq!(after.dump, expected.dump, "{} on {major}", rollback.path);
        }
        sandbox.stop().await.unwrap();
    }
}

#[tokio::test]
async fn its_own_tests_hold_and_its_jobs_are_idempotent() {
    if std::env::var_os("STAGECRAFT_WITHOUT_PSQL").is_some() {
        println!("left out: there is no psql to run supabase/rls_tests.sql with");
        return;
    }
    for major in stagecraft_testkit::majors() {
        let config = stagecraft_sandbox::SandboxConfig::new(major);
        let sandbox = Sandbox::start(&config).await.unwrap();
        let url = sandbox.url();
        let ours = |arguments: &[&str]| -> Output {
            stagecraft()
                .args(arguments)
                .current_dir(repository())
                .env("DATABASE_URL", &url)
                .output()
                .unwrap()
        };
        let psql = |file: &str| -> Output {
            Command::new("psql")
                .args(["-X", "-v", "ON_ERROR_STOP=1", "-f", file])
                .arg(&url)
                .current_dir(repository())
                .output()
                .expect("psql is needed: install postgresql-client")
        };
        let applied = ours(&["apply", "run"]);
        assert!(applied.status.success(), "{}", block(&applied));
        let again = ours(&["apply", "run"]);
        assert!(String::from_utf8_lossy(&again.stdout).contains("nothing is pending"));

        for file in ["supabase/rls_tests.sql", "supabase/tests/invariants.sql"] {
            let tap = psql(file);
            let text = String::from_utf8_lossy(&tap.stdout).into_owned();
            assert!(tap.status.success(), "{file} on {major}: {}", block(&tap));
            let passed = text.lines().filter(|it| it.starts_with("ok ")).count();
            assert!(!text.contains("not ok"), "{file} on {major}: {text}");
            assert!(text.contains(&format!("1..{passed}")), "{file} on {major}");
        }

        let seeded = psql("supabase/seeds/base.sql");
        assert!(seeded.status.success(), "{}", block(&seeded));
        let first = ours(&["rollup", "--retention", "--format", "json"]);
        assert!(first.status.success(), "{}", block(&first));
        let first: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
        assert!(!first["body"]["runs"].as_array().unwrap().is_empty());
        let second = ours(&["rollup", "--retention"]);
        assert!(String::from_utf8_lossy(&second.stdout).contains("nothing was left to do"));
        sandbox.stop().await.unwrap();
    }
}
