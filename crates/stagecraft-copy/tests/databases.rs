//! Databases for one test each, and what they hold.

use std::sync::Arc;

use stagecraft_copy::{Connect, Error, Job, LoadOptions, LoadReport, Plain, Rows, Silent};
use stagecraft_sandbox::Sandbox;
use tokio_postgres::{Client, Config, NoTls};

/// Creates a copy of the platform's database, runs a script in it as
/// `postgres`, and stays connected.
pub(crate) async fn with(sandbox: &Sandbox, name: &str, sql: &str) -> (Config, Client) {
    let admin = client(sandbox.admin_config().dbname("template1")).await;
    let create = format!("create database {name} template postgres owner postgres");
    run(&admin, &create).await;
    let config = sandbox.config().dbname(name).clone();
    let client = client(&config).await;
    run(&client, sql).await;
    (config, client)
}

pub(crate) async fn client(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub(crate) async fn run(client: &Client, sql: &str) {
    if let Err(error) = client.batch_execute(sql).await {
        panic!("{sql}: {:?}", error.as_db_error());
    }
}

pub(crate) async fn texts(client: &Client, sql: &str) -> Vec<String> {
    let rows = client.query(sql, &[]).await;
    let rows = rows.unwrap_or_else(|error| panic!("{sql}: {:?}", error.as_db_error()));
    rows.iter()
        .map(|it| it.get::<_, Option<String>>(0).unwrap_or_default())
        .collect()
}

/// Returns the number of rows and a sum that no change of a row leaves alone.
pub(crate) async fn sum(client: &Client, table: &str) -> String {
    let sql = format!(
        "select count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) from {table} t"
    );
    texts(client, &sql).await.join("")
}

pub(crate) async fn load(
    config: &Config,
    job: Job,
    rows: impl Rows + 'static,
    options: LoadOptions,
) -> Result<LoadReport, Error> {
    let connect: Arc<dyn Connect> = Arc::new(Plain(config.clone()));
    stagecraft_copy::load(connect, job, Arc::new(rows), options, Arc::new(Silent)).await
}
