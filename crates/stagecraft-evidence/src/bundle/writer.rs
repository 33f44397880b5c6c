//! Writes a bundle beside its final place and moves it there when sealed.
//!
//! **Invariant:** a folder without `.partial` was sealed: complete, scanned
//! for secrets and on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Document, Verdict};

use super::PARTIAL;
use super::files::{folders, make_folder, sync, unreadable, unwritable, write_durably};
use super::log::{LogWriter, Redactions};
use crate::digests::{Digests, sha256_hex};
use crate::manifest::{self, Entries};
use crate::secret::{Scanner, redact, redact_counting, redact_json, scan};
use crate::{Error, INDEX_NAME, INDEX_SCHEMA, IndexedFile, RunId, RunIndex, name};

/// A bundle that is being written, in `<run-id>.partial`.
#[derive(Debug)]
pub struct BundleWriter {
    run: RunId,
    started: Timestamp,
    staging: PathBuf,
    sealed: PathBuf,
    files: BTreeMap<String, Written>,
    taken: BTreeSet<String>,
    inputs: BTreeMap<String, Digest>,
    versions: BTreeMap<String, String>,
    verdict: Option<Verdict>,
    failure: Option<String>,
}

#[derive(Debug)]
struct Written {
    schema: Option<String>,
    redactions: Redactions,
}

/// A bundle in its final place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBundle {
    /// The run.
    pub run: RunId,
    /// The bundle's folder.
    pub dir: PathBuf,
    /// Digest of `SHA256SUMS`, through which every byte of the bundle is
    /// fixed: what `b3sum SHA256SUMS` prints.
    pub root: Digest,
    /// The same as `sha256sum SHA256SUMS` prints it, 64 hex digits.
    pub root_sha256: String,
}

impl BundleWriter {
    /// Begins `<artifacts_root>/data/<YYYY-MM-DD>/<run-id>.partial`; the date
    /// is that of `started`, UTC.
    pub fn create(artifacts_root: &Path, started: Timestamp, run_id: RunId) -> Result<Self, Error> {
        let day = artifacts_root
            .join("data")
            .join(started.strftime("%Y-%m-%d").to_string());
        make_folder(&day)?;
        let sealed = day.join(run_id.as_str());
        let staging = day.join(format!("{run_id}.{PARTIAL}"));
        if sealed.symlink_metadata().is_ok() {
            return Err(Error::RunExists { path: sealed });
        }
        fs::create_dir(&staging).map_err(|source| {
            if source.kind() == std::io::ErrorKind::AlreadyExists {
                Error::RunExists {
                    path: staging.clone(),
                }
            } else {
                unwritable(&staging, source)
            }
        })?;
        Ok(Self {
            run: run_id,
            started,
            staging,
            sealed,
            files: BTreeMap::new(),
            taken: [INDEX_NAME, manifest::SHA256, manifest::BLAKE3]
                .map(str::to_ascii_lowercase)
                .into(),
            inputs: BTreeMap::new(),
            versions: BTreeMap::new(),
            verdict: None,
            failure: None,
        })
    }

    /// Returns the folder that the bundle is written in until it is sealed.
    pub fn staging_dir(&self) -> &Path {
        &self.staging
    }

    /// Writes a document. What looks like a secret in its strings is
    /// redacted. A body with a field `verdict` takes part in the run's verdict.
    pub fn document<T: Serialize>(
        &mut self,
        name: &str,
        document: &Document<T>,
    ) -> Result<(), Error> {
        let json = document.to_json().map_err(|source| Error::Unserialisable {
            name: name.to_owned(),
            source,
        })?;
        let mut counts = BTreeMap::new();
        let redacted = redact_json(&json, &mut counts);
        self.write(
            name,
            Some(document.schema.clone()),
            redacted.as_bytes(),
            counts,
        )?;
        if let Some(verdict) = verdict_of(&json) {
            self.verdict = Some(self.verdict.map_or(verdict, |it| it.and(verdict)));
        }
        Ok(())
    }

    /// Writes a text, redacted.
    pub fn text(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut counts = BTreeMap::new();
        let redacted = redact_counting(text, &mut counts);
        self.write(name, None, redacted.as_bytes(), counts)
    }

    /// Writes bytes as they are, for copies of the user's own files. A secret
    /// among them is not redacted: the bundle will not be sealed.
    pub fn verbatim(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.write(name, None, bytes, BTreeMap::new())
    }

    /// Begins a log that is written line by line.
    pub fn log(&mut self, name: &str) -> Result<LogWriter, Error> {
        let path = self.place(name)?;
        let redactions = Redactions::default();
        let log = LogWriter::create(&path, Arc::clone(&redactions))?;
        self.remember(name, None, redactions);
        Ok(log)
    }

    /// Records the digest of something that the run read, such as `plan`.
    pub fn input(&mut self, role: &str, digest: Digest) {
        self.inputs.insert(role.to_owned(), digest);
    }

    /// Records the version of something that took part, such as `postgres`.
    pub fn version(&mut self, of: &str, version: &str) {
        self.versions.insert(of.to_owned(), version.to_owned());
    }

    /// Records why the run could not go on; the bundle can still be sealed,
    /// and its verdict is at best unproven.
    pub fn failed(&mut self, why: &str) {
        self.failure = Some(redact(why).into_owned());
    }

    /// Seals the bundle at the present time.
    pub fn seal(self) -> Result<SealedBundle, Error> {
        self.seal_at(Timestamp::now())
    }

    /// Hashes and scans every file in one read, writes the index and the
    /// manifests, waits for the disk and moves the bundle to its place.
    ///
    /// When something looks like a secret, the file that holds it is deleted,
    /// the rest stays in `.partial`, and the error names file and line.
    pub fn seal_at(self, now: Timestamp) -> Result<SealedBundle, Error> {
        for (name, written) in &self.files {
            if Arc::strong_count(&written.redactions) > 1 {
                return Err(Error::LogStillOpen { name: name.clone() });
            }
        }
        let files = self.read_back()?;
        let mut blake3 = Entries::new();
        let mut sha256 = Entries::new();
        let mut list = |name: &str, digests: Digests| {
            blake3.insert(name.to_owned(), digests.blake3);
            sha256.insert(name.to_owned(), digests.sha256);
        };
        for (name, file) in &files {
            list(name, file.digests.clone());
        }
        let index = self.index(files, now)?;
        refuse_secrets(INDEX_NAME, &index)?;
        write_durably(&self.staging.join(INDEX_NAME), index.as_bytes())?;
        list(INDEX_NAME, Digests::of(index.as_bytes()));

        let blake3 = manifest::render(&blake3);
        write_durably(&self.staging.join(manifest::BLAKE3), blake3.as_bytes())?;
        sha256.insert(manifest::BLAKE3.to_owned(), sha256_hex(blake3.as_bytes()));
        let root = manifest::render(&sha256);
        write_durably(&self.staging.join(manifest::SHA256), root.as_bytes())?;

        for folder in folders(&self.staging)? {
            sync(&folder)?;
        }
        // Renaming onto an empty folder would succeed.
        if self.sealed.symlink_metadata().is_ok() {
            return Err(Error::RunExists { path: self.sealed });
        }
        fs::rename(&self.staging, &self.sealed)
            .map_err(|source| unwritable(&self.sealed, source))?;
        if let Some(day) = self.sealed.parent() {
            sync(day)?;
        }
        Ok(SealedBundle {
            run: self.run,
            dir: self.sealed,
            root: Digest::of(&root),
            root_sha256: sha256_hex(root.as_bytes()),
        })
    }

    fn read_back(&self) -> Result<BTreeMap<String, IndexedFile>, Error> {
        let mut files = BTreeMap::new();
        let mut sightings = Vec::new();
        for (name, written) in &self.files {
            let path = self.staging.join(name);
            let mut scanner = Scanner::new();
            let file = File::open(&path).map_err(|source| unreadable(&path, source))?;
            let digests = Digests::read(&file, |chunk| scanner.feed(chunk))
                .map_err(|source| unreadable(&path, source))?;
            let seen = scanner.finish();
            if !seen.is_empty() {
                fs::remove_file(&path).map_err(|source| unwritable(&path, source))?;
                sightings.extend(seen.into_iter().map(|it| (name.clone(), it)));
                continue;
            }
            file.sync_all()
                .map_err(|source| unwritable(&path, source))?;
            let redactions = written
                .redactions
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            files.insert(
                name.clone(),
                IndexedFile {
                    schema: written.schema.clone(),
                    digests,
                    redactions,
                },
            );
        }
        if sightings.is_empty() {
            Ok(files)
        } else {
            Err(Error::SecretFound { sightings })
        }
    }

    fn index(&self, files: BTreeMap<String, IndexedFile>, now: Timestamp) -> Result<String, Error> {
        let verdict = self.verdict.unwrap_or(Verdict::Unproven);
        let index = RunIndex {
            run: self.run.clone(),
            started: self.started,
            verdict: match self.failure {
                Some(_) => verdict.and(Verdict::Unproven),
                None => verdict,
            },
            failure: self.failure.clone(),
            inputs: self.inputs.clone(),
            versions: self.versions.clone(),
            files,
        };
        Document::new(INDEX_SCHEMA, now, index)
            .to_json()
            .map_err(|source| Error::Unserialisable {
                name: INDEX_NAME.to_owned(),
                source,
            })
    }

    fn write(
        &mut self,
        name: &str,
        schema: Option<String>,
        bytes: &[u8],
        redactions: BTreeMap<String, u64>,
    ) -> Result<(), Error> {
        use std::io::Write as _;
        let path = self.place(name)?;
        File::create_new(&path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|source| unwritable(&path, source))?;
        self.remember(name, schema, Arc::new(redactions.into()));
        Ok(())
    }

    /// Checks the name and makes the folder that it stands in.
    fn place(&self, name: &str) -> Result<PathBuf, Error> {
        name::check(name)?;
        if self.taken.contains(&name.to_ascii_lowercase()) {
            return Err(Error::NameTaken {
                name: name.to_owned(),
            });
        }
        let path = self.staging.join(name);
        if let Some(folder) = path.parent() {
            make_folder(folder)?;
        }
        Ok(path)
    }

    fn remember(&mut self, name: &str, schema: Option<String>, redactions: Redactions) {
        self.taken.insert(name.to_ascii_lowercase());
        self.files
            .insert(name.to_owned(), Written { schema, redactions });
    }
}

fn refuse_secrets(name: &str, text: &str) -> Result<(), Error> {
    let sightings = scan(text);
    if sightings.is_empty() {
        return Ok(());
    }
    Err(Error::SecretFound {
        sightings: sightings
            .into_iter()
            .map(|it| (name.to_owned(), it))
            .collect(),
    })
}

/// Returns the verdict that a document's body states, if it states one.
fn verdict_of(json: &str) -> Option<Verdict> {
    #[derive(Deserialize)]
    struct Head {
        body: Body,
    }
    #[derive(Deserialize)]
    struct Body {
        verdict: Verdict,
    }
    serde_json::from_str::<Head>(json)
        .ok()
        .map(|it| it.body.verdict)
}
