//! What a verification saw.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Finding, Verdict};

use crate::RunId;

/// Schema name of [`VerifyReport`].
pub const VERIFY_SCHEMA: &str = "stagecraft.verify/1";

/// What a verification saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// The folder, as it was named.
    pub dir: String,
    /// The run that the bundle says it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
    /// How the run itself ended, as far as the bundle is intact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_verdict: Option<Verdict>,
    /// Whether the bundle is as it was sealed.
    pub verdict: Verdict,
    /// Whether anyone vouches for it.
    pub authenticity: Authenticity,
    /// Digest of `SHA256SUMS`, to compare with what the run printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<Digest>,
    /// The same as `sha256sum` prints it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_sha256: Option<String>,
    /// Every file that is listed or there, by name.
    pub files: Vec<CheckedFile>,
    /// What is not as it was sealed.
    pub findings: Vec<Finding>,
}

/// Whether anyone vouches for a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Authenticity {
    /// Nobody signed it: it is intact at best, not known to be genuine.
    Unsigned,
}

/// One file and whether it is as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedFile {
    /// The name inside the bundle.
    pub name: String,
    /// Size in bytes; absent when it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Whether it is as it was sealed.
    pub state: FileState,
}

/// Whether a file is as it was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Both digests agree.
    Intact,
    /// Not the bytes that were sealed.
    Changed,
    /// Listed and not there.
    Missing,
    /// There and not listed.
    Added,
    /// There, and the system does not let it be read.
    Unreadable,
    /// A link, a device or the like.
    NotAFile,
}
