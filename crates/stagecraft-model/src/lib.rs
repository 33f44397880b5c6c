//! The words that every crate shares: names, spans, digests, findings, documents.
//!
//! **Invariant:** this crate opens no file, no socket and reads no clock.

mod digest;
mod document;
mod fault;
mod finding;
mod ident;
mod platform;
mod span;

pub use digest::{Digest, DigestParseError, Digester};
pub use document::{Document, DocumentError};
pub use fault::{ErrorClass, Failure, Fault};
pub use finding::{Finding, Location, Severity, Verdict};
pub use ident::{Ident, QualifiedName, quote_literal};
pub use platform::is_platform_schema;
pub use span::{LineIndex, SourceSpan};
