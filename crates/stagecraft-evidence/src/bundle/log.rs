//! A log of a bundle that is written line by line.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::files::unwritable;
use crate::Error;
use crate::secret::LineRedactor;

/// Counts of redactions, shared with the bundle that the log belongs to.
pub(super) type Redactions = Arc<Mutex<BTreeMap<String, u64>>>;

/// Writes redacted lines, each at once; drop it before sealing.
#[derive(Debug)]
pub struct LogWriter {
    path: PathBuf,
    file: File,
    redactor: LineRedactor,
    redactions: Redactions,
}

impl LogWriter {
    pub(super) fn create(path: &Path, redactions: Redactions) -> Result<Self, Error> {
        let file = File::create_new(path).map_err(|source| unwritable(path, source))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            redactor: LineRedactor::new(),
            redactions,
        })
    }

    /// Appends `text`, one or more lines, with an end of line.
    pub fn line(&mut self, text: &str) -> Result<(), Error> {
        let mut written = String::with_capacity(text.len() + 1);
        {
            let mut counts = self
                .redactions
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            for line in text.split('\n') {
                if let Some(line) = self.redactor.line(line, &mut counts) {
                    written.push_str(&line);
                    written.push('\n');
                }
            }
        }
        self.file
            .write_all(written.as_bytes())
            .map_err(|source| unwritable(&self.path, source))
    }
}
