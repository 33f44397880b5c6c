//! What a secret looks like: redaction when text is written, and a gate
//! before a bundle is sealed.
//!
//! **Invariant:** this knows patterns, never values; what it reports names a
//! rule and a line, never the text.

mod json;
mod jwt;
mod line;
mod redact;
mod rules;
mod scan;

pub use line::LineRedactor;
pub use redact::redact;
pub use scan::{Scanner, Sighting, scan};

pub(crate) use json::redact_json;
pub(crate) use redact::redact_counting;
