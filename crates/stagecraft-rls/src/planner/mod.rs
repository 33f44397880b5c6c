//! What the planner makes of conditions. It reads no row.

mod ask;
mod told;

use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use crate::Error;

pub(crate) use ask::{Question, ask};
pub(crate) use told::{hides, text};

/// A condition on a relation's rows, fully qualified, as `pg_get_expr` writes
/// it with an empty search path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The relation.
    pub relation: QualifiedName,
    /// SQL over its columns.
    pub expression: String,
}

/// Returns the plan of the rows that fulfil each condition, as a text in which
/// nothing is incidental: where two are equal, the conditions are equivalent on
/// that relation. Nothing where a condition fails, or where its plan does not
/// tell all that it does. All are asked for in one round trip.
///
/// Claims are those of one user meanwhile: a plan of a condition that calls an
/// IMMUTABLE function of the session has that user's answer in it and says so
/// nowhere. Ask about those elsewhere.
pub async fn plans(
    client: &Client,
    conditions: &[Condition],
) -> Result<Vec<Option<String>>, Error> {
    let questions: Vec<_> = conditions
        .iter()
        .map(|it| Question::rows(&it.relation, &it.expression))
        .collect();
    let answers = ask(client, &questions).await?;
    Ok(answers
        .iter()
        .map(|it| told::normalised(it.plan.as_ref()?, it.version?))
        .collect())
}
