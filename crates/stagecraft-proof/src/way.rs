//! Taking a generated way back, in the transaction that is open.

use stagecraft_catalog::Snapshot;
use stagecraft_connect::in_order;
use stagecraft_connect::snapshot::ChangeReader;
use stagecraft_rollback::{Statement, Way};
use tokio_postgres::Client;

use crate::Error;

/// A way back as far as it could be written, and why it stopped.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// The statements, in order.
    pub(crate) statements: Vec<Statement>,
    /// The statement that failed and what the server said.
    pub(crate) failure: Option<String>,
}

/// Writes and takes a way back. `before` is the catalog that the open
/// transaction began with.
pub(crate) async fn take(
    client: &Client,
    reader: &ChangeReader,
    way: Way<'_>,
    before: &Snapshot,
) -> Result<Taken, Error> {
    let mut taken = Taken::default();
    let mut now = way.left.clone();
    let tables = way.tables_back();
    if !tables.is_empty() {
        if !run(client, tables, &mut taken).await? {
            return Ok(taken);
        }
        now = reader.read(client, before).await?;
    }
    let names = way.names_back(&now);
    if !names.is_empty() {
        if !run(client, names, &mut taken).await? {
            return Ok(taken);
        }
        now = reader.read(client, before).await?;
    }
    run(client, way.rest(&now), &mut taken).await?;
    Ok(taken)
}

/// Sends statements ahead of the answers; the first that fails is noted.
async fn run(
    client: &Client,
    statements: Vec<Statement>,
    taken: &mut Taken,
) -> Result<bool, Error> {
    let sent = statements
        .iter()
        .map(|it| client.batch_execute(&it.sql))
        .collect::<Vec<_>>();
    let answers = in_order(sent).await;
    for (statement, answer) in statements.iter().zip(answers) {
        if let Err(error) = answer {
            let Some(said) = error.as_db_error() else {
                return Err(Error::Lost(error));
            };
            let detail = said
                .detail()
                .map_or_else(String::new, |it| format!(": {}", it.replace('\n', "; ")));
            taken.failure = Some(format!(
                "{}: {}{detail} ({})",
                first_line(&statement.sql),
                said.message(),
                said.code().code()
            ));
            break;
        }
    }
    taken.statements.extend(statements);
    Ok(taken.failure.is_none())
}

fn first_line(sql: &str) -> &str {
    sql.lines().next().unwrap_or(sql)
}
