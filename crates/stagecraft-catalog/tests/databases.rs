//! Databases in a sandbox, for one case each.

use stagecraft_catalog::{Filter, Snapshot};
use stagecraft_sandbox::Sandbox;
use tokio_postgres::{Client, Config, NoTls};

/// Creates an empty database, and connects as the superuser.
pub(crate) async fn create(sandbox: &Sandbox, admin: &Client, name: &str) -> Client {
    admin
        .batch_execute(&format!(
            "create database {name} template template0 strategy file_copy"
        ))
        .await
        .unwrap();
    connect(sandbox.admin_config().dbname(name)).await
}

/// Drops a database, unless it has a subscription: there may be hundreds.
pub(crate) async fn drop(admin: &Client, name: &str) {
    let _ = admin
        .batch_execute(&format!("drop database {name} with (force)"))
        .await;
}

pub(crate) async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub(crate) async fn read(client: &Client) -> Snapshot {
    stagecraft_connect::snapshot::read(client, &Filter::default())
        .await
        .unwrap()
}
