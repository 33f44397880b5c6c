//! What the commands say, as documents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stagecraft_model::{QualifiedName, Verdict};
use stagecraft_seed::{Crossing, TableVerdict};

/// Schema name of what `plan` prints.
pub const PLANNED_SCHEMA: &str = "stagecraft.seed-plan/1";
/// Schema name of what `load` prints.
pub const LOADED_SCHEMA: &str = "stagecraft.seed-load/1";
/// Schema name of what `verify` prints.
pub const VERIFIED_SCHEMA: &str = "stagecraft.seed-verify/1";

/// What would be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// Where it would go.
    pub database: String,
    /// What names the rows: the same text, the same rows.
    pub fingerprint: String,
    /// The seed.
    pub seed: u64,
    /// The table whose rows are the tenants, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenants_in: Option<QualifiedName>,
    /// How many tenants.
    pub tenants: u64,
    /// The tables, parents first.
    pub tables: Vec<PlannedTable>,
}

/// A table of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedTable {
    /// The table.
    pub table: QualifiedName,
    /// How many rows are made.
    pub rows: u64,
    /// How many rows are there already and stay.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub kept: u64,
    /// Whether each row belongs to one tenant.
    pub by_tenant: bool,
    /// About how many bytes they are on the wire.
    pub bytes: u64,
    /// What a reader should know: what the server refused, what is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What was loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loaded {
    /// Where it went.
    pub database: String,
    /// What names the rows.
    pub fingerprint: String,
    /// The digest of every byte that was made.
    pub digest: String,
    /// The migrations behind the schema; absent where a database was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub migrations: Option<Migrations>,
    /// The table whose rows are the tenants, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenants_in: Option<QualifiedName>,
    /// How many tenants.
    pub tenants: u64,
    /// The tables, in the order in which they were loaded.
    pub tables: Vec<LoadedTable>,
    /// All rows.
    pub rows: u64,
    /// How long loading took, in milliseconds.
    pub elapsed_ms: u64,
    /// What was done to the database that rows alone don't say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Of every foreign key between tables of tenants, how many rows cross.
    pub crossings: Vec<Crossing>,
    /// What came of making the rows again; absent where that was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Vec<TableVerdict>>,
    /// Whether no row crosses tenants, and every row is there as it was made.
    pub verdict: Verdict,
}

/// The migrations behind a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migrations {
    /// How many there are.
    pub all: usize,
    /// How many of them applied.
    pub applied: usize,
}

/// A table that was loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadedTable {
    /// The table.
    pub table: QualifiedName,
    /// How many rows it got.
    pub rows: u64,
    /// How many rows were there before, and still are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub kept: u64,
    /// How many rows it has in the end, those included that triggers made; counted
    /// where rows are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there: Option<u64>,
    /// Whether each row belongs to one tenant.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_tenant: bool,
    /// Whether the row-by-row filler made them: the server refused computed ones.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub row_by_row: bool,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What came of making the rows again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// Where they are.
    pub database: String,
    /// What names the rows.
    pub fingerprint: String,
    /// The tables.
    pub tables: Vec<TableVerdict>,
    /// Of every foreign key between tables of tenants, how many rows cross.
    pub crossings: Vec<Crossing>,
    /// Whether every row is there as it was made, and none crosses.
    pub verdict: Verdict,
}

/// Returns whether rows are as they should be.
pub(super) fn verdict(verified: Option<&[TableVerdict]>, crossings: &[Crossing]) -> Verdict {
    let is_true = verified.is_none_or(|it| it.iter().all(TableVerdict::holds));
    if is_true && crossings.iter().all(|it| it.crossing == 0) {
        Verdict::Held
    } else {
        Verdict::NotHeld
    }
}

/// Collects what is to be said of tables.
pub(super) type Notes = BTreeMap<QualifiedName, Vec<String>>;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
