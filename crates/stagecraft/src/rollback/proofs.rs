//! `supabase/rollbacks/proofs.json`: what was proven, of which bytes.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Document};
use stagecraft_proof::Grade;

use super::{Error, files};

/// Schema name of [`Proofs`].
pub const PROOFS_SCHEMA: &str = "stagecraft.proofs/1";
/// The file's name, beside the rollbacks.
pub const PROOFS_FILE: &str = "proofs.json";

/// What was proven of a project's rollback files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proofs {
    /// Major version of the server that it was proven on.
    pub major: u16,
    /// One entry per rollback, by version.
    pub rollbacks: Vec<RollbackProof>,
}

/// What was proven of one rollback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollbackProof {
    /// The migration's version.
    pub version: String,
    /// Digest of the migration's bytes.
    pub migration: Digest,
    /// The rollback.
    pub rollback: ProvenFile,
    /// What keeps the rows that it gives back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<ProvenFile>,
    /// How much it restores.
    pub grade: Grade,
    /// Why it is not exact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// A file by its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvenFile {
    /// The file's name.
    pub name: String,
    /// Digest of its bytes.
    pub digest: Digest,
}

impl Proofs {
    /// Reads the file of a folder; nothing where there is none.
    pub fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join(PROOFS_FILE);
        let Some(text) = files::read(&path)? else {
            return Ok(None);
        };
        Document::from_json(PROOFS_SCHEMA, &text)
            .map(|it| Some(it.body))
            .map_err(|source| Error::Proofs { path, source })
    }

    /// Returns the proof of a version.
    pub fn of(&self, version: &str) -> Option<&RollbackProof> {
        self.rollbacks.iter().find(|it| it.version == version)
    }

    /// Writes the file; one that says the same already is left as it is, its
    /// time included. Returns whether it was written.
    pub(super) fn write(&self, folder: &Path, now: Timestamp) -> Result<bool, Error> {
        // One that cannot be understood is written anew.
        if Self::read(folder).ok().flatten().as_ref() == Some(self) {
            return Ok(false);
        }
        let path = folder.join(PROOFS_FILE);
        let text = Document::new(PROOFS_SCHEMA, now, self).to_json();
        let text = text.map_err(|source| Error::Unwritable {
            path: path.clone(),
            source: source.into(),
        })?;
        files::write(&path, &text)?;
        Ok(true)
    }
}
