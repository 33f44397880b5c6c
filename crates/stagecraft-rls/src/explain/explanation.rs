//! An explanation as a value.

use serde::{Deserialize, Serialize};

use crate::CellResult;
use crate::facts::Clause;

/// Why a cell is as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The relation.
    pub object: String,
    /// `select`, `insert`, `update` or `delete`.
    pub command: String,
    /// The actor.
    pub actor: String,
    /// The actor's database role.
    pub role: String,
    /// What the contract says.
    pub level: String,
    /// The same as SQL over a row `t`.
    pub condition: String,
    /// What came of its probes; absent where they would write and nothing must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellResult>,
    /// The privileges that the role lacks for the command.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingGrant>,
    /// Why no policy is asked, where none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unbound: Option<String>,
    /// The clauses that are asked.
    pub clauses: Vec<ExplainedClause>,
    /// As whom they were asked.
    pub asked_as: AskedAs,
    /// Why nothing could be asked, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// Rows, those first for which policies and contract disagree.
    pub rows: Vec<ExplainedRow>,
    /// How many rows there are beside those.
    pub more_rows: usize,
    /// SQL that shows it, undone at its end.
    pub reproduction: String,
}

/// As whom clauses are asked about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedAs {
    /// As the actor: what a clause reads of other tables is filtered by their
    /// policies, as it is in earnest.
    Actor,
    /// With the actor's claims and the rights of whoever is connected: what a
    /// clause reads of other tables is all of them.
    Runner,
}

/// A privilege that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingGrant {
    /// What is missing, in words.
    pub what: String,
    /// The statement that would grant it.
    pub grant: String,
}

/// A clause that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedClause {
    /// The policy.
    pub policy: String,
    /// Whether it lets rows in; else it keeps rows out.
    pub permissive: bool,
    /// The command that the policy is for.
    pub command: String,
    /// The roles that the policy is for.
    pub roles: Vec<String>,
    /// USING or WITH CHECK.
    pub clause: Clause,
    /// Whether it is asked only where the statement reads columns.
    pub when_reading: bool,
    /// Its text.
    pub sql: String,
    /// The operands of its topmost AND or OR, where there is one.
    pub parts: Vec<String>,
}

/// A row, and what each clause says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedRow {
    /// Its key, and the columns that matter here.
    pub row: String,
    /// Whether the contract allows it.
    pub inside: bool,
    /// Whether the policies let it pass.
    pub passes: bool,
    /// What let it pass or stopped it.
    pub because: String,
    /// What each clause says, in the order of the clauses.
    pub values: Vec<ClauseValue>,
}

/// What a clause says of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseValue {
    /// True, false, or null.
    pub value: Option<bool>,
    /// What its parts say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartValue>,
}

/// What a part of a clause says of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartValue {
    /// The part.
    pub sql: String,
    /// True, false, or null.
    pub value: Option<bool>,
}
