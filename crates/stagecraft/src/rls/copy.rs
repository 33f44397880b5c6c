//! A copy of a database in its sandbox, with rows in every table.

use stagecraft_catalog::{Filter, Snapshot};
use stagecraft_model::{Ident, QualifiedName, is_platform_schema};
use stagecraft_sandbox::Sandbox;
use stagecraft_seed::FillConfig;
use tokio_postgres::{Client, Config, NoTls};

use super::DraftError;

/// The name of the copy.
const COPY: &str = "stagecraft_filled";

/// Copies the sandbox's database as it is and gives every table of the copy
/// rows. Returns a client of the copy, and the tables that stayed short.
///
/// Nobody else may be connected to the database meanwhile.
pub async fn fill_copy(sandbox: &Sandbox) -> Result<(Client, Vec<String>), DraftError> {
    let mut admin = sandbox.admin_config();
    admin.dbname("template1");
    let copier = connect_to(&admin).await?;
    // A client that was dropped a moment ago may still be there.
    let mut outcome = Ok(());
    for _ in 0..50 {
        outcome = copier
            .batch_execute(&format!(
                "create database {COPY} template postgres owner postgres"
            ))
            .await;
        match &outcome {
            Err(error) if error.code().is_some_and(|it| it.code() == "55006") => {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            _ => break,
        }
    }
    outcome.map_err(|source| DraftError::SandboxLost { source })?;
    let mut config = sandbox.config();
    config.dbname(COPY);
    let client = connect_to(&config).await?;
    let snapshot = stagecraft_connect::snapshot::read(&client, &Filter::default()).await?;
    // A view that a NaN breaks is broken for everybody.
    let config = FillConfig {
        edges: false,
        ..FillConfig::default()
    };
    let report = stagecraft_seed::fill(&client, &snapshot, &tables(&snapshot), &config).await?;
    let short = report.short().map(ToString::to_string).collect();
    Ok((client, short))
}

/// Connects to a sandbox.
pub async fn connect_to(config: &Config) -> Result<Client, DraftError> {
    let (client, connection) = config
        .connect(NoTls)
        .await
        .map_err(|source| DraftError::SandboxLost { source })?;
    tokio::spawn(connection);
    Ok(client)
}

/// Returns the project's tables, and those of the platform that projects write
/// policies on or whose rows theirs belong to; partitions left out.
fn tables(snapshot: &Snapshot) -> Vec<QualifiedName> {
    let platform = [
        ("auth", "users"),
        ("storage", "buckets"),
        ("storage", "objects"),
    ];
    let is_wanted = |schema: &Ident, name: &Ident| {
        !is_platform_schema(schema.as_str()) || platform.contains(&(schema.as_str(), name.as_str()))
    };
    snapshot
        .tables
        .iter()
        .filter(|it| it.partition_bound.is_none() && it.foreign_server.is_none())
        .filter(|it| is_wanted(&it.schema, &it.name))
        .map(|it| QualifiedName {
            schema: it.schema.clone(),
            name: it.name.clone(),
        })
        .collect()
}
