//! Asking for rows that show survivors.

use serde::{Deserialize, Serialize};
use tokio_postgres::Client;

use super::Script;
use super::answers::{answers, document};
use crate::Error;
use crate::mutant::witness::Answer;

const WITNESS: &str = include_str!("witness.sql");
const ANSWERS: &str = "select coalesce(json_agg(json_build_object('place', place - 1, 'question', question - 1, 'answer', answer) order by place), '[]') from rls_answer";

/// A question in the words of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The actor's claims.
    pub claims: String,
    /// A query of at most one [`Answer`].
    pub sql: String,
}

/// A row that shows a mutant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Witness {
    /// The mutant's place among those that were asked about.
    pub place: usize,
    /// The question's place among the mutant's.
    pub question: usize,
    /// The row.
    pub answer: Answer,
}

/// Asks, for each mutant, one question after the other until one is answered,
/// on the rows of the script's fixture, and undoes everything.
pub async fn witnesses(
    client: &Client,
    script: &Script,
    mutants: &[Vec<Asked>],
) -> Result<Vec<Witness>, Error> {
    let json = serde_json::to_string(mutants).map_err(Error::unreadable)?;
    let sql = format!(
        "{}\n{}\n{WITNESS}\ndo $do$ begin perform pg_temp.rls_ask({}::jsonb); end $do$;\n{ANSWERS};",
        script.session,
        script.fixture,
        stagecraft_model::quote_literal(&json),
    );
    document(answers(client, &sql).await?.last())
}
