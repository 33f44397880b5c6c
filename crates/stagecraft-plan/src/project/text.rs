//! One SQL file: its bytes, its text, and what is wrong with the bytes.

use std::path::Path;

use stagecraft_model::{Digest, Finding, LineIndex};

use crate::Error;
use crate::rules::{byte_order_mark, not_utf8, nul_byte};

/// A file's text and the digest of its bytes.
pub(super) struct Text {
    pub(super) sql: String,
    pub(super) digest: Digest,
}

/// Reads a file; `name` is what findings call it.
pub(super) fn read(path: &Path, name: &str, findings: &mut Vec<Finding>) -> Result<Text, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::FileUnreadable {
        path: path.to_owned(),
        source,
    })?;
    let digest = Digest::of(&bytes);
    let sql = match String::from_utf8(bytes) {
        Ok(sql) => sql,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let before = bytes.get(..at).unwrap_or(&[]);
            let line = 1 + before.split(|it| *it == b'\n').skip(1).count();
            let value = bytes.get(at).copied().unwrap_or(0);
            findings.push(not_utf8::found(name, at, value, line));
            String::from_utf8_lossy(bytes).into_owned()
        }
    };
    if sql.starts_with('\u{feff}') {
        findings.push(byte_order_mark::found(name));
    }
    if let Some(at) = sql.find('\0') {
        findings.push(nul_byte::found(name, LineIndex::new(&sql).span(at, at + 1)));
    }
    Ok(Text { sql, digest })
}
