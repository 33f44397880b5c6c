//! Asking the planner: one message there, one back.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use stagecraft_model::{QualifiedName, quote_literal};
use tokio_postgres::{Client, SimpleQueryMessage};

use crate::Error;

const FUNCTION: &str = include_str!("plans.sql");

/// A session of a user who has everything that policies usually ask for: a
/// missing claim must not stop the planner.
const CLAIMS: &str = r#"{"role": "authenticated", "aud": "authenticated",
 "iss": "https://example.supabase.co/auth/v1", "iat": 1700000000, "exp": 4102444800,
 "sub": "5a6e0000-0000-4000-8000-000000000001", "session_id": "5a6e0000-0000-4000-8000-000000000002",
 "aal": "aal1", "is_anonymous": false, "email": "user@example.com", "email_verified": true, "phone": "",
 "app_metadata": {"provider": "email", "tenant_id": "5a6e0000-0000-4000-8000-000000000003"},
 "user_metadata": {}}"#;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Question {
    /// The rows of a relation for which an expression is true.
    Rows {
        /// The relation, quoted.
        relation: String,
        /// The expression.
        expression: String,
    },
    /// A statement as a role that policies hold for.
    Statement {
        /// The role.
        role: String,
        /// The statement.
        statement: String,
    },
}

impl Question {
    /// Asks for the rows for which an expression is true.
    pub(crate) fn rows(relation: &QualifiedName, expression: &str) -> Self {
        Self::Rows {
            relation: relation.to_string(),
            expression: expression.to_owned(),
        }
    }
}

/// What the planner said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Answer {
    /// The plan's top node.
    pub(crate) plan: Option<Value>,
    /// The server that made it, as 150013.
    pub(crate) version: Option<u32>,
    /// Why there is none.
    pub(crate) sqlstate: Option<String>,
}

/// Asks everything in one round trip, in the caller's transaction or outside of
/// any. Nothing is read but catalogs and statistics, and nothing stays behind.
pub(crate) async fn ask(client: &Client, questions: &[Question]) -> Result<Vec<Answer>, Error> {
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let asked = serde_json::to_string(questions).map_err(Error::unreadable)?;
    // Statements of one simple message share a transaction: the function cannot
    // outlive a failure.
    let sql = format!(
        "{};\nselect pg_temp.stagecraft_plans({}::jsonb);\ndrop function pg_temp.stagecraft_plans(jsonb);",
        FUNCTION.replace("{claims}", CLAIMS),
        quote_literal(&asked),
    );
    let messages = client.simple_query(&sql).await.map_err(Error::facts)?;
    messages
        .iter()
        .filter_map(|it| match it {
            SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        })
        .map(|it| serde_json::from_str(it).map_err(Error::unreadable))
        .collect()
}
