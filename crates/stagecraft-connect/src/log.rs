//! A log that a proof leaves behind: one line per thing seen, each with its
//! time.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::Error;

/// A file that lines are appended to; several runs may share it, because each
/// line is one write.
pub(crate) struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    /// Opens `path` for appending and makes its folder.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Log {
            path: path.to_owned(),
            source,
        };
        if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .map_err(failed)?;
        Ok(Self {
            path: path.to_owned(),
            file,
        })
    }

    /// Appends `time prove <text>`; a line break in the text becomes a blank.
    pub(crate) fn line(&mut self, at: Timestamp, text: &str) -> Result<(), Error> {
        let text = text.replace(['\n', '\r'], " ");
        self.file
            .write_all(format!("{at:.3} prove {text}\n").as_bytes())
            .map_err(|source| Error::Log {
                path: self.path.clone(),
                source,
            })
    }
}
