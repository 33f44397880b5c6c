//! Databases in a sandbox, for one case each, and the way back in them.

use stagecraft_catalog::{Action, Change, FieldChange, Filter, Kind, Snapshot, diff};
use stagecraft_connect::snapshot::{ChangeReader, read_within};
use stagecraft_rollback::{Statement, generate, names, settings};
use stagecraft_sandbox::Sandbox;
use tokio_postgres::{Client, NoTls};

/// Creates an empty database, and connects as the superuser.
pub(crate) async fn create(sandbox: &Sandbox, admin: &Client, name: &str) -> Client {
    admin
        .batch_execute(&format!(
            "create database {name} template template0 strategy file_copy"
        ))
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

/// Drops a database, unless it has a subscription: there may be hundreds.
pub(crate) async fn drop(admin: &Client, name: &str) {
    let _ = admin
        .batch_execute(&format!("drop database {name} with (force)"))
        .await;
}

/// How the catalog is read in an open transaction.
pub(crate) enum Reader {
    /// What the transaction touched, on top of what it began with.
    Changes(ChangeReader),
    /// All of it.
    Whole,
}

impl Reader {
    async fn read(&self, client: &Client, before: &Snapshot) -> Snapshot {
        match self {
            Self::Changes(reader) => reader.read(client, before).await.unwrap(),
            Self::Whole => read_within(client, &filter()).await.unwrap(),
        }
    }
}

/// What a way back did.
pub(crate) struct Back {
    /// What ran, as a file would hold it.
    pub(crate) sql: String,
    /// What is still different, or why it failed.
    pub(crate) wrong: Vec<String>,
    /// What is different and does no harm.
    pub(crate) harmless: Harmless,
}

/// What a way back may leave otherwise than it was.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Harmless {
    /// Columns stand in another order.
    pub(crate) order: bool,
    /// A table has columns of its own that were only its parent's.
    pub(crate) own: bool,
}

impl Back {
    fn failed(sql: String, error: String) -> Self {
        Self {
            sql,
            wrong: vec![error],
            harmless: Harmless::default(),
        }
    }
}

/// Goes back to `before` inside the transaction that is open.
pub(crate) async fn back(client: &Client, reader: &Reader, before: &Snapshot) -> Back {
    let mut sql = String::new();
    let role = client
        .query_one("select current_user::text", &[])
        .await
        .unwrap();
    let role = role.get::<_, &str>(0).into();
    client.batch_execute(&settings().join(";")).await.unwrap();
    let after = reader.read(client, before).await;
    if let Err(error) = run(client, &names(before, &after), &mut sql).await {
        return Back::failed(sql, error);
    }
    let after = reader.read(client, before).await;
    if let Err(error) = run(client, &generate(before, &after, &role), &mut sql).await {
        return Back::failed(sql, error);
    }
    let now = reader.read(client, before).await;
    let changes = diff(before, &now);
    let harmless = Harmless {
        order: changes.iter().any(Change::is_column_order),
        own: changes.iter().any(is_own_now),
    };
    let wrong = changes
        .iter()
        .filter(|it| !it.is_column_order() && !is_own_now(it))
        .map(ToString::to_string)
        .collect();
    Back {
        sql,
        wrong,
        harmless,
    }
}

/// `INHERIT` leaves a column that the table had without its parent.
fn is_own_now(change: &Change) -> bool {
    let Action::Altered { fields } = &change.action else {
        return false;
    };
    let is_own = |it: &FieldChange| it.field == "inherited" && it.after == false;
    change.kind == Kind::Column && fields.iter().all(is_own)
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
