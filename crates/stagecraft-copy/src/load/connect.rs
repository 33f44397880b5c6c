//! Connections, made by the caller's means and set up alike.

use std::pin::Pin;

use tokio_postgres::{Client, Config, NoTls};

use super::LoadOptions;
use crate::Error;
use crate::refusal::Place;

/// What a connector says when it fails.
pub type ConnectError = Box<dyn std::error::Error + Send + Sync>;

/// Makes connections to the database that is loaded: with TLS, or however the
/// caller connects.
pub trait Connect: Send + Sync {
    /// Returns a client whose connection is being driven.
    fn connect(&self) -> Pin<Box<dyn Future<Output = Result<Client, ConnectError>> + Send + '_>>;
}

/// Connects without TLS, as to a sandbox.
#[derive(Debug, Clone)]
pub struct Plain(pub Config);

impl Connect for Plain {
    fn connect(&self) -> Pin<Box<dyn Future<Output = Result<Client, ConnectError>> + Send + '_>> {
        Box::pin(async {
            let (client, connection) = self.0.connect(NoTls).await?;
            tokio::spawn(connection);
            Ok(client)
        })
    }
}

/// Texts mean the same whatever the role or the database has set, and a long
/// COPY is not cut short.
const SETTINGS: &str = "
    set datestyle = 'ISO, YMD';
    set intervalstyle = 'postgres';
    set timezone = 'UTC';
    set statement_timeout = 0;
    set idle_in_transaction_session_timeout = 0;
    set default_transaction_isolation = 'read committed';
    set xmloption = 'content';";

pub(super) async fn open(connect: &dyn Connect, options: &LoadOptions) -> Result<Client, Error> {
    let client = connect
        .connect()
        .await
        .map_err(|source| Error::CannotConnect { source })?;
    let place = Place::table(&"the session");
    let set = client.batch_execute(SETTINGS).await;
    set.map_err(|error| place.fail(error))?;
    if options.without_triggers {
        silence_triggers(&client).await?;
    }
    Ok(client)
}

async fn silence_triggers(client: &Client) -> Result<(), Error> {
    let place = Place::table(&"the session");
    let Err(error) = client
        .batch_execute("set session_replication_role = replica")
        .await
    else {
        return Ok(());
    };
    if error.as_db_error().is_none() {
        return Err(place.fail(error));
    }
    let role = client.query_one("select current_user::text", &[]).await;
    let role = role.map_err(|error| place.fail(error))?;
    Err(Error::TriggersStay {
        role: role.try_get(0).map_err(|error| place.fail(error))?,
    })
}
