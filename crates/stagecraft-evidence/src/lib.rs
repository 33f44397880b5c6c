//! Bundles of what a run saw: documents, logs, manifests, verification, heartbeat.
//!
//! A run writes its documents and logs through a [`BundleWriter`] and seals
//! them into `artifacts/data/<date>/<run-id>/`:
//!
//! ```text
//! 00-run.json      what the bundle holds, what the run read, how it ended
//! 10-target.json … documents and logs, named by who writes them
//! B3SUMS           b3sum -c B3SUMS: every file but the two lists
//! SHA256SUMS       sha256sum -c --strict SHA256SUMS: every file and B3SUMS
//! ```
//!
//! So one digest, that of `SHA256SUMS`, fixes every byte; a signature goes
//! over that one file. [`verify`] adds what the standard tools do not see:
//! added files, links, manifests that were rewritten without the index.
//! [`Heartbeat`] leaves a line every ten seconds while something runs.
//!
//! Names inside a bundle are logical: readers ask [`Bundle::document`] for
//! `20-plan.json`, never for a path, so that files may move under a folder.
//!
//! **Invariant:** this crate does not know what a document means, only its
//! bytes and what a secret looks like. It knows patterns, never values; it
//! opens no socket; it reads the clock only in [`Heartbeat`] and
//! [`BundleWriter::seal`].

pub mod args;
mod bundle;
mod digests;
mod error;
mod heartbeat;
mod index;
mod manifest;
mod name;
mod run_id;
mod secret;
mod verify;

pub use bundle::{Bundle, BundleWriter, LogWriter, SealedBundle};
pub use digests::Digests;
pub use error::Error;
pub use heartbeat::{BEAT, Heartbeat, HeartbeatConfig, Wrapped, wrap};
pub use index::{INDEX_NAME, INDEX_SCHEMA, IndexedFile, RunIndex};
pub use name::portable_name;
pub use run_id::{RunId, RunIdParseError};
pub use secret::{LineRedactor, Scanner, Sighting, redact, scan};
pub use verify::{Authenticity, CheckedFile, FileState, VERIFY_SCHEMA, VerifyReport, verify};
