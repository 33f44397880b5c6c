//! What the planner makes of conditions: two that it plans alike are alike.

use serde_json::Value;
use stagecraft_model::{QualifiedName, quote_literal};
use tokio_postgres::{Client, SimpleQueryMessage};

use crate::Error;

const FUNCTION: &str = include_str!("planner.sql");

/// A condition on a relation's rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The relation.
    pub relation: QualifiedName,
    /// SQL over its columns.
    pub expression: String,
}

/// Returns the plan of the rows that fulfil each condition; nothing where the
/// planner fails. All are asked for in one round trip, and no row is read.
///
/// Claims are those of nobody meanwhile: what the planner folds of them is
/// folded alike for all. A plan is none of a condition that calls an IMMUTABLE
/// function of the session, and says so nowhere: ask about those elsewhere.
pub async fn plans(client: &Client, conditions: &[Condition]) -> Result<Vec<Option<Value>>, Error> {
    if conditions.is_empty() {
        return Ok(Vec::new());
    }
    let array = |texts: Vec<String>| {
        let quoted: Vec<_> = texts.iter().map(|it| quote_literal(it)).collect();
        format!("array[{}]::text[]", quoted.join(","))
    };
    let relations = conditions
        .iter()
        .map(|it| it.relation.to_string())
        .collect();
    let expressions = conditions.iter().map(|it| it.expression.clone()).collect();
    // Without the transaction's end in between, nothing is left behind when it
    // fails: a simple query of several statements is one transaction.
    let sql = format!(
        "{FUNCTION}
         select it from pg_temp.stagecraft_plans({}, {}) as it;
         drop function pg_temp.stagecraft_plans(text[], text[])",
        array(relations),
        array(expressions)
    );
    let messages = client.simple_query(&sql).await.map_err(Error::facts)?;
    let mut plans = Vec::with_capacity(conditions.len());
    for message in messages {
        if let SimpleQueryMessage::Row(row) = message {
            let plan = row.get(0).map(serde_json::from_str).transpose();
            plans.push(plan.map_err(Error::unreadable)?);
        }
    }
    Ok(plans)
}
