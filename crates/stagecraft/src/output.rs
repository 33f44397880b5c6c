//! What commands print: one JSON document, or text.

use jiff::Timestamp;
use serde::Serialize;
use stagecraft_model::Document;
use stagecraft_terminal::{Format, Terminal};

/// Prints `body` as a document of this schema, or `text` for people; what looks
/// like a secret is redacted in both.
pub(crate) fn print<T: Serialize>(
    schema: &str,
    body: &T,
    terminal: &Terminal,
    text: impl FnOnce() -> String,
) {
    let text = match terminal.format() {
        Format::Json => Document::new(schema, Timestamp::now(), body)
            .to_json()
            .unwrap_or_default(),
        Format::Human => text(),
    };
    terminal.data(&stagecraft_evidence::redact(&text));
}
