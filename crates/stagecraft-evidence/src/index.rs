//! `00-run.json`: what a bundle holds, written when it is sealed.
//!
//! It chains the documents: every file's digests stand in it, beside the
//! digests of what the run read, so a later run can ask for the bundle of
//! exactly these inputs without knowing what the documents mean.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Verdict};

use crate::RunId;
use crate::digests::Digests;

/// The name of the index inside a bundle.
pub const INDEX_NAME: &str = "00-run.json";
/// Schema name of [`RunIndex`].
pub const INDEX_SCHEMA: &str = "stagecraft.run/1";

/// What a bundle holds and how the run ended; sealed at the envelope's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunIndex {
    /// The run's id, also the name of the bundle's folder.
    pub run: RunId,
    /// When the run began.
    pub started: Timestamp,
    /// The worst verdict of the documents; unproven when none has one.
    pub verdict: Verdict,
    /// Why the run ended before its end, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// Digests of what the run read, by role: `plan`, `catalog`, ….
    #[serde(default)]
    pub inputs: BTreeMap<String, Digest>,
    /// Versions of what took part, by name: `postgres`, ….
    #[serde(default)]
    pub versions: BTreeMap<String, String>,
    /// Every file but this index and the manifests, by name.
    pub files: BTreeMap<String, IndexedFile>,
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedFile {
    /// The document's schema; absent for logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Size and digests.
    pub digests: Digests,
    /// How often each rule took something out when the file was written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redactions: BTreeMap<String, u64>,
}
