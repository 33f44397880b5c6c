//! A small project and databases for the tests of `stagecraft seed`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use stagecraft_sandbox::Sandbox;
use tokio_postgres::{Client, NoTls};

use crate::support::stagecraft;

/// Tables of the small project.
pub(crate) const TABLES: [&str; 3] = ["public.companies", "public.customers", "public.orders"];

/// Returns the small project.
pub(crate) fn shop() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds/shop")
}

/// Returns a command of `stagecraft seed` for a project.
pub(crate) fn seed(command: &str, project: &Path) -> Command {
    let mut seed = stagecraft();
    seed.args(["seed", command, "--project"]).arg(project);
    seed
}

/// Lets a command work on a database that is named.
pub(crate) fn into(mut command: Command, url: &str) -> Command {
    command.args(["--on", "target", "--url", url]);
    command
}

/// Creates a database with the platform and a project's migrations in it.
pub(crate) async fn migrated(sandbox: &Sandbox, name: &str, project: &Path) -> (String, Client) {
    // The template may have no other session.
    let switch = sandbox.admin_config().dbname("template1").clone();
    let admin = open(&switch).await;
    let create = format!("create database {name} template postgres owner postgres");
    admin.batch_execute(&create).await.unwrap();
    let client = open(sandbox.config().dbname(name)).await;
    for case in stagecraft_testkit::cases(project.join("supabase/migrations"), "sql") {
        client.batch_execute(&case.text).await.unwrap();
    }
    client.batch_execute("reset all").await.unwrap();
    let url = sandbox.url().replace("/postgres?", &format!("/{name}?"));
    assert!(url.contains(name), "{url}");
    (url, client)
}

async fn open(config: &tokio_postgres::Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Returns the number of a table's rows and a sum that no change of a row
/// leaves alone.
pub(crate) async fn sum(client: &Client, table: &str) -> String {
    let sql = format!(
        "select concat(count(*), ' ', sum(hashtextextended(t::text, 0)::numeric)) from {table} t"
    );
    client.query_one(&sql, &[]).await.unwrap().get(0)
}

/// Returns the sums of the small project's tables.
pub(crate) async fn sums(client: &Client) -> Vec<String> {
    let mut sums = Vec::new();
    for table in TABLES {
        sums.push(sum(client, table).await);
    }
    sums
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
