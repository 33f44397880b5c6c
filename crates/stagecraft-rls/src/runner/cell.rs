//! What came of probes: cells, and the probes that did not hold.

use serde::{Deserialize, Serialize};
use stagecraft_model::Verdict;

/// What came of all probes of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// How many probes were tried.
    pub probes: usize,
    /// One cell for each actor, object and command, in the order of the plan.
    pub cells: Vec<CellResult>,
}

/// What all probes of an actor, an object and a command say together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellResult {
    /// The relation or function; `(session)` of what is about the actor alone.
    pub object: String,
    /// The command, or what else was tried.
    pub command: String,
    /// The actor, or the role where a privilege is looked at.
    pub actor: String,
    /// What the contract says.
    pub level: String,
    /// The worst of its probes.
    pub verdict: Verdict,
    /// What happened in the probe that decides.
    pub outcome: Outcome,
    /// Rows that the contract allows.
    pub inside: u64,
    /// Rows that it does not.
    pub outside: u64,
    /// How many probes were tried.
    pub probes: usize,
    /// Why it is unproven, where all of its probes held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unproven: Option<String>,
    /// The probes that did not hold, or that decide nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<FailedProbe>,
}

/// A probe that did not hold, or that decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedProbe {
    /// How: `blind`, `returning 1`, `own in foreign tenant` …
    pub form: String,
    /// Whether it was as the contract says.
    pub verdict: Verdict,
    /// What happened.
    pub outcome: Outcome,
    /// What it should have seen and what it saw, as a sentence.
    pub said: String,
    /// The statement.
    pub statement: String,
    /// What the runner ran before it by its own rights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<String>,
    /// The database role; absent where the runner looked by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `request.jwt.claims`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<String>,
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
