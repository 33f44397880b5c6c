//! Running the script over a connection, in one round trip.

use serde::{Deserialize, Serialize};
use stagecraft_model::Verdict;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::Script;
use super::script::RESULTS;
use crate::Error;

/// What came of a probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeResult {
    /// Its number, from 1, in the order of the plan.
    pub id: u32,
    /// The relation or function; `(session)` of what is about the actor alone.
    pub object: String,
    /// `select`, `insert`, `update`, `delete`, or what else was tried.
    pub command: String,
    /// How: `blind`, `returning 1`, `own in foreign tenant` …
    pub form: String,
    /// The actor, or the role where a privilege is looked at.
    pub actor: String,
    /// What the contract says.
    pub level: String,
    /// Whether it was as the contract says.
    pub verdict: Verdict,
    /// What happened.
    pub outcome: Outcome,
    /// Rows that the contract allows.
    pub inside: u64,
    /// Rows that it does not.
    pub outside: u64,
    /// What was seen: rows, a value, or the server's five characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub got: Option<String>,
    /// What a value should have been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// The server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The statement, of probes that did not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// What was run before it, of probes that did not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<String>,
}

/// What happened when a statement ran as its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It touched rows.
    Rows,
    /// It touched none.
    ZeroRows,
    /// Rows changed that the contract keeps from the actor.
    BystandersChanged,
    /// A policy refused it.
    RlsRejected,
    /// The privilege is missing.
    NoPrivilege,
    /// A privilege is missing within a function that it called.
    PrivilegeInner,
    /// The policies let it through, then a constraint stopped it.
    AdmittedThenConstraint,
    /// A domain or the routing to a partition stopped it before any policy.
    PreRlsConstraint,
    /// A trigger stopped it.
    TriggerError,
    /// A policy failed.
    PolicyError,
    /// Policies ask each other without end.
    PolicyRecursion,
    /// The view takes no such statement.
    NotUpdatable,
    /// A value was read.
    Value,
    /// The statement fails for everybody.
    BadProbe,
}

/// Tries all probes of a script and undoes everything, whatever happens.
///
/// The client must not be in a transaction. Its role must be one that policies
/// do not hold for, own the relations, and be able to take the actors' roles.
pub async fn run(client: &Client, script: &Script) -> Result<Vec<ProbeResult>, Error> {
    let text = format!(
        "begin;\n{}\ndo $$ begin perform pg_temp.rls_check(); end $$;\n{RESULTS};\nrollback;",
        script.text()
    );
    let messages = match client.simple_query(&text).await {
        Ok(messages) => messages,
        Err(error) => {
            // The first error is the one that tells; the connection may be gone.
            let _ = client.simple_query("rollback").await;
            return Err(Error::Run(error));
        }
    };
    let json = messages.iter().rev().find_map(|it| match it {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    serde_json::from_str(json.ok_or(Error::Silent)?).map_err(Error::unreadable)
}
