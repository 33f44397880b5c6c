//! Databases with the platform in them, for one case each.

use stagecraft_catalog::{Filter, Snapshot};
use stagecraft_model::{QualifiedName, is_platform_schema};
use stagecraft_sandbox::Sandbox;
use tokio_postgres::{Client, Config, NoTls};

/// Creates a copy of the platform's database, runs a script in it as
/// `postgres`, and stays connected.
pub(crate) async fn with(sandbox: &Sandbox, name: &str, sql: &str) -> Client {
    let admin = connect(sandbox.admin_config().dbname("template1")).await;
    admin
        .batch_execute(&format!(
            "create database {name} template postgres owner postgres"
        ))
        .await
        .unwrap();
    let client = connect(sandbox.config().dbname(name)).await;
    run(&client, name, sql).await;
    client
}

pub(crate) async fn run(client: &Client, name: &str, sql: &str) {
    if let Err(error) = client.batch_execute(sql).await {
        panic!("{name}: {:?}", error.as_db_error());
    }
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub(crate) async fn read(client: &Client) -> Snapshot {
    stagecraft_connect::snapshot::read(client, &Filter::default())
        .await
        .unwrap()
}

/// Returns the tables that the case made.
pub(crate) fn own_tables(snapshot: &Snapshot) -> Vec<QualifiedName> {
    let names = snapshot.tables.names();
    names
        .filter(|it| !is_platform_schema(it.schema.as_str()))
        .cloned()
        .collect()
}
