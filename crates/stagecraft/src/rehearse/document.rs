//! The documents of a rehearsal.

use serde::{Deserialize, Serialize};
use stagecraft_apply::{FileOutcome, FileReport, SqlFailure};
use stagecraft_catalog::Change;
use stagecraft_model::{Digest, Finding, QualifiedName, Verdict};
use stagecraft_proof::{Grade, MigrationProof};
use stagecraft_rls::report::{Counts, Report};

/// Schema name of [`Target`].
pub const TARGET_SCHEMA: &str = "stagecraft.target/1";
/// Schema name of [`Rehearsal`].
pub const REHEARSAL_SCHEMA: &str = "stagecraft.rehearsal/1";

/// Where a rehearsal ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// `sandbox`: made for this run and gone after it.
    pub kind: String,
    /// Major version of the server.
    pub major: u16,
    /// The server's own full version.
    pub server_version: String,
    /// Where the server's programs came from.
    pub binaries: String,
    /// The role that migrations ran as.
    pub role: String,
    /// Whether new tables are granted to the API roles by default, as Supabase
    /// does for existing projects until 30 October 2026.
    pub automatic_grants: bool,
    /// Extensions that this server has only as stand-ins.
    pub stand_ins: Vec<String>,
}

/// How a migration ended in the rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MigrationOutcome {
    /// Everything ran.
    Applied,
    /// It failed for a reason of its own; nothing of it remains.
    Failed,
    /// It failed because an earlier file failed.
    Blocked,
    /// It failed and cannot be one transaction: part of it remains.
    HalfApplied,
    /// An apply would refuse it; here it was played statement by statement,
    /// so that later files are judged on what it leaves.
    Refused,
    /// The run ended before its turn.
    NotRun,
}

impl MigrationOutcome {
    /// Returns the outcome as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applied => FileOutcome::Applied.label(),
            Self::Failed => FileOutcome::Failed.label(),
            Self::HalfApplied => FileOutcome::HalfApplied.label(),
            Self::Refused => FileOutcome::Refused.label(),
            Self::Blocked => "blocked",
            Self::NotRun => "not run",
        }
    }
}

impl From<FileOutcome> for MigrationOutcome {
    fn from(outcome: FileOutcome) -> Self {
        match outcome {
            FileOutcome::Applied => Self::Applied,
            FileOutcome::Failed => Self::Failed,
            FileOutcome::HalfApplied => Self::HalfApplied,
            FileOutcome::Refused => Self::Refused,
        }
    }
}

/// What one migration did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MigrationAct {
    /// Digits before the first underscore of the file's name.
    pub version: String,
    /// The rest of the file's name.
    pub name: String,
    /// The file, relative to the project.
    pub path: String,
    /// Digest of the file's bytes.
    pub digest: Digest,
    /// How it ended.
    pub outcome: MigrationOutcome,
    /// The version of the earlier file whose failure this one follows from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows_from: Option<String>,
    /// Why it did not run on the rows that the tables held at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_rows: Option<OnRows>,
    /// What ran; absent when nothing was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<FileReport>,
    /// The catalog's digest before; absent without snapshots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalog_before: Option<Digest>,
    /// The catalog's digest after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalog_after: Option<Digest>,
    /// Objects that it changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What was proven of its way back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way_back: Option<MigrationProof>,
}

/// Why a migration did not run at first, and what it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnRows {
    /// How it failed on populated tables.
    pub failure: SqlFailure,
    /// The tables that had to be emptied; none where plainer values were enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emptied: Vec<QualifiedName>,
}

/// What a rehearsal saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// Whether everything held.
    pub verdict: Verdict,
    /// Digest of the plan that was rehearsed.
    pub plan: Digest,
    /// Every migration, in order.
    pub migrations: Vec<MigrationAct>,
    /// Extensions that a migration used and that were stand-ins: what depends
    /// on them was not proven.
    pub stand_ins_used: Vec<String>,
    /// Tables that could not be filled with rows, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfilled: Vec<String>,
    /// What came of the row security contract; absent where there is none, or
    /// nothing was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row_security: Option<RowSecurity>,
    /// What a person should know, the plan's findings included.
    pub findings: Vec<Finding>,
    /// Whether a signal ended the run early.
    pub interrupted: bool,
    /// Where the time went, in milliseconds.
    pub timings: Timings,
}

/// What came of the row security contract; `40-rls.json` has every cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSecurity {
    /// Whether it was seen to hold.
    pub verdict: Verdict,
    /// Digest of the contract.
    pub contract: Digest,
    /// How many probes were tried.
    pub probes: usize,
    /// How many cells ended how.
    pub cells: Counts,
}

impl RowSecurity {
    /// Returns the summary of a report.
    pub(crate) fn of(report: &Report) -> Self {
        Self {
            verdict: report.verdict,
            contract: report.contract.digest,
            probes: report.check.probes,
            cells: report.counts,
        }
    }
}

/// Where the time of a rehearsal went, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timings {
    /// Until the sandbox answered.
    pub sandbox_ms: u64,
    /// Running migrations.
    pub apply_ms: u64,
    /// Reading the catalog, taking the ways back, comparing, and applying again.
    #[serde(default)]
    pub proofs_ms: u64,
    /// Filling tables with rows.
    #[serde(default)]
    pub populate_ms: u64,
    /// Checking the row security contract, in a sandbox of its own.
    #[serde(default)]
    pub contract_ms: u64,
}

impl Rehearsal {
    /// Returns how many migrations ended so.
    pub fn count(&self, outcome: MigrationOutcome) -> usize {
        self.migrations
            .iter()
            .filter(|it| it.outcome == outcome)
            .count()
    }

    /// Returns how many generated ways back have this grade, and how many of
    /// the project's own.
    pub fn graded(&self, grade: Grade) -> (usize, usize) {
        let proofs = || self.migrations.iter().filter_map(|it| it.way_back.as_ref());
        let generated = proofs().filter(|it| it.generated.grade == grade).count();
        let own = proofs().filter_map(|it| it.own.as_ref());
        (generated, own.filter(|it| it.grade == grade).count())
    }
}
