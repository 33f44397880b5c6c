//! Running the script over a connection, in one round trip.

use tokio_postgres::Client;

use super::answers::{answers, document};
use super::script::{CHECK, RESULTS};
use super::{Script, Tried};
use crate::Error;

/// Tries all probes of a script and undoes everything, whatever happens.
///
/// The client must not be in a transaction. Its role must be one that policies
/// do not hold for, own the relations, and be able to take the actors' roles.
pub async fn run(client: &Client, script: &Script) -> Result<Tried, Error> {
    let sql = format!("{}\n{CHECK}\n{RESULTS};", script.text());
    document(answers(client, &sql).await?.last())
}
