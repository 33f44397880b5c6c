//! Databases with the rows of `base.sql`, one for each case.

use stagecraft_apply::{FileRun, Limits, Session, history};
use stagecraft_plan::{Plan, Project};
use stagecraft_proof::{Migrated, ProofConfig, Prover};
use stagecraft_sandbox::Sandbox;
use tokio_postgres::{Client, NoTls};

/// Makes the database that the others are copies of.
pub(crate) async fn base(sandbox: &Sandbox) -> Client {
    let admin = connect(sandbox.admin_config().dbname("template1")).await;
    admin
        .batch_execute("create database base template postgres owner postgres")
        .await
        .unwrap();
    let client = connect(sandbox.config().dbname("base")).await;
    let sql = include_str!("../base.sql");
    if let Err(error) = client.batch_execute(sql).await {
        panic!("base.sql: {:?}", error.as_db_error());
    }
    admin
}

async fn connect(config: &tokio_postgres::Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Copies the base and connects as `postgres`, who is no superuser.
pub(crate) async fn copy(sandbox: &Sandbox, admin: &Client, name: &str) -> Session {
    // The connection that filled the base may still be going.
    let mut attempts = 0;
    while let Err(error) = admin
        .batch_execute(&format!(
            "create database {name} template base owner postgres"
        ))
        .await
    {
        attempts += 1;
        assert!(attempts < 50, "{error:?}");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Session::connect_plain(sandbox.config().dbname(name))
        .await
        .unwrap()
}

pub(crate) fn limits() -> Limits {
    Limits {
        statement: std::time::Duration::from_secs(30),
    }
}

/// Applies one migration, proving its way back.
pub(crate) async fn migrate(session: Session, sql: &str) -> (Session, Migrated) {
    let folder = tempfile::tempdir().unwrap();
    let migrations = folder.path().join("supabase/migrations");
    std::fs::create_dir_all(&migrations).unwrap();
    std::fs::write(migrations.join("20260701000000_case.sql"), sql).unwrap();
    let project = Project::read(folder.path()).unwrap();
    let plan: Plan = stagecraft_plan::plan(&project, None);
    history::ensure(&session).await.unwrap();
    let config = ProofConfig {
        prove: true,
        history: true,
        limits: limits(),
    };
    let mut prover = Prover::start(session, config).await.unwrap();
    let migration = plan.migrations.first().unwrap();
    let run = FileRun::new(migration, project.sql_of(&migration.path));
    let migrated = prover.migrate(run, None).await.unwrap();
    (prover.into_session(), migrated)
}
