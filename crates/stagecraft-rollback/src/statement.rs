//! A statement of a rollback and what it is for.

use serde::{Deserialize, Serialize};
use stagecraft_catalog::ObjectId;

/// A statement of a rollback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The SQL, without a semicolon.
    pub sql: String,
    /// The object that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ObjectId>,
    /// What it is for, as a comment says it.
    pub title: String,
}
