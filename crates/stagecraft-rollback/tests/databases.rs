//! Databases in a sandbox, for one case each, and the way back in them.

use stagecraft_catalog::{Filter, Snapshot, diff};
use stagecraft_connect::snapshot::ChangeReader;
use stagecraft_rollback::{Statement, generate, names};
use stagecraft_sandbox::Sandbox;
use tokio_postgres::{Client, NoTls};

/// Creates an empty database, and connects as the superuser.
pub(crate) async fn create(sandbox: &Sandbox, admin: &Client, name: &str) -> Client {
    admin
        .batch_execute(&format!("create database {name} template template0"))
        .await
        .unwrap();
    let (client, connection) = sandbox
        .admin_config()
        .dbname(name)
        .connect(NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
}

/// What a way back did.
pub(crate) struct Back {
    /// What ran, as a file would hold it.
    pub(crate) sql: String,
    /// What is still different, or why it failed.
    pub(crate) wrong: Vec<String>,
}

/// Goes back to `before` inside the transaction that is open.
pub(crate) async fn back(client: &Client, reader: &ChangeReader, before: &Snapshot) -> Back {
    let mut sql = String::new();
    let role = client
        .query_one("select current_user::text", &[])
        .await
        .unwrap();
    let role = role.get::<_, &str>(0).into();
    let after = reader.read(client, before).await.unwrap();
    if let Err(error) = run(client, &names(before, &after), &mut sql).await {
        return Back {
            sql,
            wrong: vec![error],
        };
    }
    let after = reader.read(client, before).await.unwrap();
    if let Err(error) = run(client, &generate(before, &after, &role), &mut sql).await {
        return Back {
            sql,
            wrong: vec![error],
        };
    }
    let now = reader.read(client, before).await.unwrap();
    let wrong = diff(before, &now)
        .iter()
        .filter(|it| !it.is_column_order())
        .map(ToString::to_string)
        .collect();
    Back { sql, wrong }
}

async fn run(client: &Client, statements: &[Statement], sql: &mut String) -> Result<(), String> {
    for statement in statements {
        sql.push_str(&statement.sql);
        sql.push_str(";\n");
        client
            .batch_execute(&statement.sql)
            .await
            .map_err(|error| {
                let said = error.as_db_error().map(ToString::to_string);
                format!("{}: {}", statement.sql, said.unwrap_or_default())
            })?;
    }
    Ok(())
}

pub(crate) fn filter() -> Filter {
    Filter::default()
}
